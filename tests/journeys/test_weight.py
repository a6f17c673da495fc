"""What a first visit transfers before its pictures: page, styles, scripts and fonts, in English and in Chinese."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from config import ROOT
from tests.fixtures.demo import Demo
from tests.fixtures.live import DIRECT, Live

MOST = 300_000
# Where people write over a bad line; the engine of uploads comes after that.
MOST_OF_A_FORM = 300_000
FORMS = ("entry", "sheet")
PAGES = (
    ("visitor", "home"),
    ("visitor", "calls"),
    ("visitor", "call"),
    ("visitor", "winners"),
    ("visitor", "gallery"),
    ("visitor", "work"),
    ("entrant", "entry"),
    ("entrant", "receipt"),
    ("juror", "queue"),
    ("juror", "sheet"),
    ("organiser", "overview"),
    ("organiser", "results"),
)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_first_visit_is_light(demo: Demo, language: str) -> None:
    weights: dict[str, int] = {}
    for role, name in PAGES:
        path = demo.paths(role)[name]
        with demo.as_role(role, viewport={"width": 1440, "height": 900}) as context:
            weights[name] = _weight(context, f"/{language}{path}")
    heavy = {name: weight for name, weight in weights.items() if weight >= (MOST_OF_A_FORM if name in FORMS else MOST)}
    assert heavy == {}


def _weight(context: BrowserContext, path: str) -> int:
    """Return the bytes that came for what was asked for until the page stood, pictures of people left out."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    asked: dict[str, dict[str, Any]] = {}
    came: dict[str, int] = {}
    stood: list[float] = []
    tools.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event, **asked}))
    tools.on("Network.loadingFinished", lambda event: came.update({event["requestId"]: event["encodedDataLength"]}))
    tools.on("Page.loadEventFired", lambda event: stood.append(event["timestamp"]))
    for domain in ("Network", "Page"):
        tools.send(f"{domain}.enable")
    page.goto(path, wait_until="networkidle")
    counted = [
        request
        for request, event in asked.items()
        if event["timestamp"] <= stood[0] and (event["type"] != "Image" or "/static/" in event["request"]["url"])
    ]
    return sum(came[request] for request in counted)


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_styles_and_scripts_come_compressed(live: Live, coding: str) -> None:
    names = json.loads((ROOT / "static" / "dist" / "manifest.json").read_text())
    for name in ("site.css", "site.js", "icons.svg"):
        request = urllib.request.Request(  # noqa: S310 - to our own server
            f"{live.url}/static/dist/{names[name]}", headers={"Accept-Encoding": coding}
        )
        with DIRECT.open(request, timeout=10) as answer:
            assert (answer.headers["Content-Encoding"], "Accept-Encoding" in answer.headers["Vary"]) == (coding, True)
            assert "immutable" in answer.headers["Cache-Control"]

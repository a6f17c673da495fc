"""The pages of the demo, as visitor, jury and auditor see them: accessible, within their screen, from our own hosts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, StorageState, ViewportSize

from competition.desk.services import load_demo
from config import ROOT
from deploy.screenshots import PAGES, Walk
from tests.fixtures.live import Live, accessibility_faults

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

ROLES = ("visitor", "juror", "chair", "auditor")
LOOKS = tuple(
    (width, language, scheme) for width in (360, 1440) for language in ("en", "zh") for scheme in ("light", "dark")
)


@pytest.fixture(scope="module")
def demo(live: Live) -> Live:
    """Return the running product with the whole demo loaded; as in `make demo`, the worker begins after that.

    The demo's uploads happened days ago by its clock: a worker would take the open ones for abandoned.
    """
    live.kill("worker")
    with live.app.app_context():
        load_demo(ROOT / "deploy" / "demo")
    live.start("worker")
    return live


@pytest.fixture(scope="module", params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    """Return each role of the demo in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def state(demo: Live, browser: Browser, role: str) -> StorageState:
    """Return the cookies of a browser in which the role was entered by its button."""
    with browser.new_context(base_url=demo.url) as context:
        if role != "visitor":
            page = context.new_page()
            page.goto("/en/demo")
            page.locator(f"form[action$='/demo/{role}'] button").click()
        return context.storage_state()


@pytest.fixture(scope="module")
def paths(demo: Live, browser: Browser, role: str, state: StorageState) -> dict[str, str]:
    """Return the role's pages by name, each found by following links."""
    with browser.new_context(storage_state=state, base_url=demo.url) as context:
        walk = Walk(context.new_page(), demo.url)
        found = {name: walk.to(pattern) for owner, name, pattern in PAGES if owner == role}
    assert [name for name, path in found.items() if path is None] == []
    return {name: path for name, path in found.items() if path is not None}


def test_pages_keep_to_their_law(demo: Live, browser: Browser, state: StorageState, paths: dict[str, str]) -> None:
    faults: list[str] = []
    own = {urlsplit(demo.url).netloc, urlsplit(demo.settings.bucket_origin).netloc}
    for width, language, scheme in LOOKS:
        viewport = ViewportSize(width=width, height=900)
        with browser.new_context(
            storage_state=state,
            base_url=demo.url,
            viewport=viewport,
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        ) as context:
            for name, path in paths.items():
                page, hosts = context.new_page(), set[str]()
                page.on("response", partial(_note, hosts))
                page.goto(f"/{language}{path}", wait_until="networkidle")
                where = f"{name} {width} {language} {scheme}"
                faults += [f"{where}: {fault}" for fault in _faults(page, hosts - own)]
                page.close()
    assert faults == [], "\n".join(faults)


def _note(hosts: set[str], response: Response) -> None:
    hosts.add(urlsplit(response.url).netloc)


def _faults(page: Page, foreign: set[str]) -> Iterator[str]:
    yield from accessibility_faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"{wide} px wider than the screen"
    if foreign:
        yield f"asks other hosts: {sorted(foreign)}"

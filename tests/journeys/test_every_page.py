"""Every page of the demo, as each role sees it: accessible, its layout lawful, the focus seen, from our own hosts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Response

from tests.fixtures.demo import ROLES, Demo
from tests.fixtures.laws import LAWS, focus_faults, layout_faults
from tests.fixtures.live import accessibility_faults

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

# Each language and scheme once, each at one width at which the page is loaded and given to axe.
LOOKS = ((360, "en", "light"), (1440, "en", "dark"), (1440, "zh", "light"), (360, "zh", "dark"))


@pytest.mark.parametrize("role", ROLES)
def test_pages_keep_to_their_law(demo: Demo, role: str) -> None:
    own = {urlsplit(demo.live.url).netloc, urlsplit(demo.live.settings.bucket_origin).netloc}
    faults: list[str] = []
    for width, language, scheme in LOOKS:
        with demo.as_role(role, **_screen(width, scheme)) as context:
            for name, path in demo.paths(role).items():
                where = f"{name} {language} {scheme} {width}"
                faults += [f"{where}: {fault}" for fault in _faults(context, f"/{language}{path}", own)]
    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("role", ROLES)
def test_the_focus_is_always_seen(demo: Demo, role: str) -> None:
    faults: list[str] = []
    for width, height in ((320, 256), (360, 740), (1440, 900)):
        with demo.as_role(role, **_screen(width, "light", height)) as context:
            context.add_init_script(path=LAWS)
            for name, path in demo.paths(role).items():
                page = context.new_page()
                page.goto(f"/en{path}", wait_until="load")
                faults += [f"{name} {width}: {fault}" for fault in focus_faults(page)]
                page.close(run_before_unload=False)
    assert faults == [], "\n".join(faults)


def _screen(width: int, scheme: str, height: int = 900) -> dict[str, Any]:
    return {
        "viewport": {"width": width, "height": height},
        "color_scheme": scheme,
        "reduced_motion": "reduce",
    }


def _faults(context: BrowserContext, path: str, own: set[str]) -> Iterator[str]:
    """Load a page with an empty cache and yield what is wrong with it."""
    page, hosts = context.new_page(), set[str]()
    page.add_init_script(path=LAWS)
    page.on("response", partial(_note, hosts))
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    answer = page.goto(path, wait_until="networkidle")
    if answer is None or answer.status != (404 if path.endswith("/no-such-page") else 200):
        yield f"answers {answer.status if answer else 'nothing'}"
    yield from accessibility_faults(page)
    if hosts - own:
        yield f"asks other hosts: {sorted(hosts - own)}"
    yield from layout_faults(page)
    _leave(page)


def _leave(page: Page) -> None:
    page.close(run_before_unload=False)


def _note(hosts: set[str], response: Response) -> None:
    hosts.add(urlsplit(response.url).netloc)

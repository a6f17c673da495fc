"""Day and night: as the device says, or as the reader chose; a dark stage on a light page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from playwright.sync_api import Page

from tests.fixtures.live import Live

NAMES = ["paper", "raised", "rule", "edge", "ink", "muted", "accent", "ok", "caution", "error", "veil"]
COLOUR = "(element, name) => { element.style.color = `var(--${name})`; return getComputedStyle(element).color; }"


def _colours(page: Page, theme: str = "") -> list[str]:
    """Return what the tokens come to inside an element of that theme."""
    made = page.evaluate_handle(
        """(theme) => {
          const element = document.body.appendChild(document.createElement("div"));
          if (theme) element.dataset.theme = theme;
          return element;
        }""",
        theme,
    )
    return [str(made.evaluate(COLOUR, name)) for name in NAMES]


def test_night_is_the_same_by_device_and_by_choice(live: Live, signed_in: Callable[..., Page]) -> None:
    found: dict[str, dict[str, list[str]]] = {}
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page = signed_in(color_scheme=scheme)
        page.goto("/en/")
        found[scheme] = {theme: _colours(page, theme) for theme in ("", "light", "dark")}
        page.get_by_role("button", name="Dark" if scheme == "light" else "Light").click()
        found[scheme]["chosen"] = _colours(page)
    day, night = found["light"][""], found["dark"][""]
    assert all(one != other for one, other in zip(day, night, strict=True))
    assert found == {
        "light": {"": day, "light": day, "dark": night, "chosen": night},
        "dark": {"": night, "light": day, "dark": night, "chosen": day},
    }

"""From an event and its context to subject, text and HTML, in the reader's language.

Each event has one template, `templates/mail/<event>.html`, with the blocks `subject`, `headline` and
`body`. The text version is read off the rendered HTML, so that the two always say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import css_inline
from flask import Flask, g

from config import Settings

_BREAKS = frozenset({"p", "h1", "h2", "li", "dt", "dd", "tr", "div"})
_SKIPPED = frozenset({"style", "title", "head"})


def render(app: Flask, event: str, locale: str, context: dict[str, Any]) -> tuple[str, str, str]:
    """Return subject, text and HTML of a letter."""
    settings: Settings = app.extensions["facet_settings"]
    # A context of its own: in one that letters share, the first of them would set the language of all.
    with app.app_context(), app.test_request_context("/", base_url=settings.base_url):
        g.lang = locale
        template = app.jinja_env.get_template(f"mail/{event}.html")
        values: dict[str, Any] = {}
        app.update_template_context(values)
        values.update(context)
        page = template.new_context(values)
        subject = " ".join("".join(template.blocks["subject"](page)).split())
        html = template.render(values)
    return _plain(subject), to_text(html), css_inline.inline(html)


def to_text(html: str) -> str:
    """Return the words of a letter's HTML: paragraphs apart, links as `words: address`."""
    reader = _Reader()
    reader.feed(html)
    lines = (" ".join(line.split()) for line in reader.lines())
    return "\n\n".join(line for line in lines if line) + "\n"


def _plain(subject: str) -> str:
    reader = _Reader()
    reader.feed(subject)
    return " ".join(" ".join(reader.lines()).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._skipping = 0
        self._address: str | None = None

    def lines(self) -> Iterator[str]:
        yield from "".join(self._pieces).split("\0")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag in _BREAKS:
            self._pieces.append("\0")
        elif tag == "a":
            self._address = dict(attrs).get("href")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping -= 1
        elif tag in _BREAKS:
            self._pieces.append("\0")
        elif tag == "a" and self._address:
            self._pieces.append(f": {self._address}")
            self._address = None

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._pieces.append(data)

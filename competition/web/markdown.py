"""People's long texts: Markdown in, safe HTML out. Filter for templates: `text|markdown`.

HTML in the text is shown as text. What comes out has passed an allow-list besides: no pictures, no styles,
links to web and mail addresses only. Headings begin at the third level, below the page's own.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup

TAGS = frozenset(
    {"a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong", "ul"}
)
SCHEMES = frozenset({"http", "https", "mailto"})
HIGHEST, LOWEST = 3, 6


def to_html(text: str) -> Markup:
    """Return a person's Markdown as safe HTML. A line's end is a line's end."""
    html = nh3.clean(
        _parser.render(text or ""),
        tags=set(TAGS),
        attributes={"a": {"href"}},
        url_schemes=set(SCHEMES),
        link_rel="noopener nofollow ugc",
    )
    return Markup(html)  # noqa: S704 - nh3 has just cleaned it


def _lower_headings(state: StateCore) -> None:
    """Let the levels that a text uses follow one another from `HIGHEST` on, so that no level is skipped."""
    headings = [token for token in state.tokens if token.type in {"heading_open", "heading_close"}]
    levels = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(HIGHEST + levels.index(token.tag), LOWEST)}"


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
    parser.core.ruler.push("lower_headings", _lower_headings)
    return parser


_parser = _make_parser()


def init_app(app: Flask) -> None:
    """Give templates the filter."""
    filters: MutableMapping[str, Any] = app.jinja_env.filters
    filters["markdown"] = to_html

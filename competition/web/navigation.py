"""The links of the page head and foot: registered in `app.py`, shown to those whom they concern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for

from competition.actor import Actor
from competition.web.session import current_actor


@dataclass(frozen=True, slots=True)
class Item:
    """A link: its words, its endpoint, and for whom it is; `post` for one that changes something (signing out)."""

    label: Any
    endpoint: str
    concerns: Callable[[Actor], bool] = lambda _actor: True
    post: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A link as the template gets it."""

    label: str
    url: str
    current: bool
    post: bool = False


def init_app(app: Flask, items: Sequence[Item], account: Sequence[Item], foot: Sequence[Item] = ()) -> None:
    """Give templates `navigation`, `account` and `footer_links`."""
    app.context_processor(
        lambda: {"navigation": _shown(items), "account": _shown(account), "footer_links": _shown(foot)}
    )


def _shown(items: Sequence[Item]) -> list[Shown]:
    actor = current_actor()
    return [
        Shown(str(item.label), url_for(item.endpoint), request.endpoint == item.endpoint, item.post)
        for item in items
        if item.concerns(actor)
    ]

"""Pages of a long list: by number, or by the key of a neighbour where the list has no end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

Row = TypeVar("Row")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page, its number (from 1), and whether there are others."""

    rows: Sequence[Row]
    number: int
    total: int
    per_page: int = PER_PAGE

    @property
    def last(self) -> int:
        """Return the number of the last page (1 for an empty list)."""
        return max(1, -(-self.total // self.per_page))


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Row]):
    """Some rows of a list, and the keys by which its neighbours are asked for (empty: there is none)."""

    rows: Sequence[Row]
    before: str = ""
    after: str = ""


def stretch(found: Sequence[Row], key: Callable[[Row], str], *, after: str = "", before: str = "") -> Stretch[Row]:
    """Return a page of `found`, which holds one row more than a page where there is more in the way it was read.

    It was read forwards from the key `after`, or backwards from `before`; its rows stand in the list's order.
    """
    more = len(found) > PER_PAGE
    rows = found[-PER_PAGE:] if before else found[:PER_PAGE]
    if not rows:
        return Stretch(rows)
    has_before, has_after = (more, True) if before else (bool(after), more)
    return Stretch(rows, key(rows[0]) if has_before else "", key(rows[-1]) if has_after else "")


def asked_way() -> dict[str, str]:
    """Return from which key the reader asks to go on, and which way, as the address says."""
    before = request.args.get("before", "")[:60]
    return {"before": before} if before else {"after": request.args.get("after", "")[:60]}


def page_of(rows: Sequence[Row], number: int) -> Page[Row]:
    """Return one page of a list that is there whole; a number past its end is its last page."""
    whole = Page(rows, 1, len(rows))
    number = min(number, whole.last)
    return Page(rows[(number - 1) * PER_PAGE : number * PER_PAGE], number, len(rows))


def page_holding(place: int) -> int:
    """Return the number of the page that holds the row at a place, counted from 1."""
    return max(1, -(-place // PER_PAGE))


def page_number(text: str | None) -> int:
    """Return a page number from the address; nonsense is the first page."""
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1

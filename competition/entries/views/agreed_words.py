"""What was said and agreed to, in words: on the page that hands in, on receipts, and for organisers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from competition.calls.labels import country_name, day_words
from competition.calls.labels.clauses import CLAUSES
from competition.calls.rules import ClauseKind
from competition.calls.rules.clauses import shape_of
from competition.calls.rules.values import COUNTRIES, is_date
from competition.entries.labels import terms as words
from competition.i18n import Picked, locale, pick


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was said: what it is about, the answer in words, and the wording that was agreed to."""

    name: str
    answer: str
    wording: Picked | None


class Said(Protocol):
    """An answer to a clause, from the record or from a form."""

    @property
    def is_given(self) -> Any:
        """Tell whether it is given."""

    @property
    def detail(self) -> Any:
        """Return what is said besides."""


def about_words(part: str, value: Any) -> str:
    """Return what an entrant says about himself, for the reader."""
    if not value:
        return "–"
    chosen = {"occupation": words.OCCUPATIONS, "takes_part": words.TAKES_PART}.get(part, {})
    if part == "birth_date" and is_date(value):
        return day_words(value)
    if part == "country" and value in COUNTRIES:
        return country_name(value)
    return str(words.GIVEN[True] if value is True else chosen.get(value, value))


def given_words(kind: str, said: Said) -> str:
    """Return an answer to a clause: yes or no, or what was chosen; after it what was said besides."""
    detail = said.detail
    values = words.VALUES.get(shape_of(ClauseKind(kind)), {})
    chosen = values.get(detail.get("value"), "–") if values else words.GIVEN[bool(said.is_given)]
    more = [f"{words.PARTS[part]}: {_plain(detail[part])}" for part in MORE if detail.get(part)]
    own = [str(detail["text"])] if detail.get("text") else []
    return " · ".join([str(chosen), *own, *more])


MORE = ("not_before", "number", "office", "name", "email")


def told_line(line: Mapping[str, Any]) -> Told:
    """Return what a manifest says of one clause."""
    place = [str(pick(line["place"])), country_name(line["country"], locale()) if line["country"] else ""]
    name = " · ".join([str(CLAUSES[ClauseKind(line["kind"])]), *(part for part in place if part)])
    return Told(name, given_words(line["kind"], _Line(line["given"], line["detail"])), pick(line["text"]))


@dataclass(frozen=True, slots=True)
class _Line:
    is_given: bool
    detail: Mapping[str, Any]


def _plain(value: Any) -> str:
    return day_words(value) if is_date(value) else str(value)

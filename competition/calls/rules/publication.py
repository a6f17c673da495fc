"""What a call needs before the public may see it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from competition.calls.rules.calendar import Calendar, out_of_order

MOST_SLUG = 80
MOST_CATEGORIES = 30
MOST_FIELDS = 40
MOST_INSTITUTIONS = 40
MOST_LOGO_KB = 500
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = frozenset({"new"})


class Missing(StrEnum):
    """What a call may lack for its publication."""

    titles = "titles"
    summaries = "summaries"
    hosts = "hosts"
    categories = "categories"
    fields = "fields"
    dates = "dates"
    order = "order"
    future = "future"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a call when its publication is asked for."""

    languages: Sequence[str]
    title: Mapping[str, str]
    summary: Mapping[str, str]
    hosts: int
    categories: int
    fields: int
    calendar: Calendar


def may_publish(draft: Draft, now: datetime) -> list[Missing]:
    """Return what is missing; an empty list means that the call may be published.

    The title and the summary stand in every language of the call, at least one host invites, there is a
    category and a question, all dates are set and in order, and the due time lies ahead.
    """
    due = draft.calendar.due_at
    lacks = {
        Missing.titles: bool(languages_without(draft.title, draft.languages)),
        Missing.summaries: bool(languages_without(draft.summary, draft.languages)),
        Missing.hosts: draft.hosts < 1,
        Missing.categories: draft.categories < 1,
        Missing.fields: draft.fields < 1,
        Missing.dates: bool(draft.calendar.missing()),
        Missing.order: bool(out_of_order(draft.calendar)),
        Missing.future: due is not None and due <= now,
    }
    return [missing for missing, is_lacking in lacks.items() if is_lacking]


def languages_without(texts: Mapping[str, str], languages: Sequence[str]) -> list[str]:
    """Return the languages of a call in which a text is missing."""
    return [code for code in languages if not texts.get(code, "").strip()]


def is_slug(text: str) -> bool:
    """Tell whether a text can be a call's place in an address: small letters, digits, single hyphens."""
    return len(text) <= MOST_SLUG and _SLUG.fullmatch(text) is not None and text not in _RESERVED


def slug_from(title: str) -> str:
    """Return an address made of a title, accents taken off; empty where no Latin letter or digit is in it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_SLUG].strip("-")
    return "" if slug in _RESERVED else slug

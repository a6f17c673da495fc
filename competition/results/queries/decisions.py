"""What was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from competition import db
from competition.calls.models import Category
from competition.entries.models import Entry
from competition.results.models import Decision


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what names it."""

    category_id: str
    outcome: str
    entry_id: str | None
    code: str
    title: str
    locale: str


def decisions_of(call_id: str) -> Sequence[Decision]:
    """Return the decisions of a call, in the order of its categories, then by entry code."""
    query = (
        select(Decision)
        .join(Category, Category.id == Decision.category_id)
        .outerjoin(Entry, Entry.id == Decision.entry_id)
        .where(Decision.call_id == call_id)
        .order_by(Category.position, Entry.code)
    )
    return db.session.scalars(query).all()


def decided_of(call_id: str) -> list[Decided]:
    """Return the decisions of a call with the entries' names, in the same order."""
    query = (
        select(Decision.category_id, Decision.outcome, Decision.entry_id, Entry.code, Entry.title, Entry.locale)
        .join(Category, Category.id == Decision.category_id)
        .outerjoin(Entry, Entry.id == Decision.entry_id)
        .where(Decision.call_id == call_id)
        .order_by(Category.position, Entry.code)
    )
    return [
        Decided(category, outcome, entry, code or "", title or "", locale or "")
        for category, outcome, entry, code, title, locale in db.session.execute(query)
    ]

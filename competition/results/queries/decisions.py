"""What was decided, and the motions that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from competition import db
from competition.entries.models import Entry
from competition.entries.queries import title_for
from competition.entries.rules.versions import Words
from competition.i18n import locale
from competition.results.models import Decision, Honour, Motion
from competition.results.queries.honours import NamedHonour, honours_of
from competition.results.rules import Award, Outcome


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what names it."""

    honour_id: str
    outcome: str
    entry_id: str | None
    code: str
    title: str
    locale: str


@dataclass(frozen=True, slots=True)
class ShownAward:
    """An honour with what was decided for it (nothing while it is open), and the motion that carries it."""

    named: NamedHonour
    decided: tuple[Decided, ...]
    motion: Motion | None


def shown_awards(call_id: str) -> list[ShownAward]:
    """Return each honour of a call, in its order, with what was decided, in three queries."""
    decided, motions = decided_of(call_id), motions_of(call_id)
    return [
        ShownAward(named, tuple(one for one in decided if one.honour_id == named.id), motions.get(named.id))
        for named in honours_of(call_id)
    ]


def decisions_of(call_id: str) -> Sequence[Decision]:
    """Return the decisions of a call, in the order of its honours, then by entry code."""
    query = (
        select(Decision)
        .join(Honour, Honour.id == Decision.honour_id)
        .outerjoin(Entry, Entry.id == Decision.entry_id)
        .where(Decision.call_id == call_id)
        .order_by(Honour.position, Entry.code)
    )
    return db.session.scalars(query).all()


def decided_of(call_id: str) -> list[Decided]:
    """Return the decisions of a call with the entries' names, in the same order."""
    query = (
        select(Decision.honour_id, Decision.outcome, Decision.entry_id, Entry)
        .join(Honour, Honour.id == Decision.honour_id)
        .outerjoin(Entry, Entry.id == Decision.entry_id)
        .where(Decision.call_id == call_id)
        .order_by(Honour.position, Entry.code)
    )
    return [_decided(*row) for row in db.session.execute(query)]


def _decided(honour_id: str, outcome: Outcome, entry_id: str | None, entry: Entry | None) -> Decided:
    title = title_for(entry, locale()) if entry else Words("", "")
    return Decided(honour_id, outcome, entry_id, entry.code if entry else "", title.text, title.locale)


def motions_of(call_id: str) -> dict[str, Motion]:
    """Return the motions of a call by their honours, in the order of these."""
    query = (
        select(Motion)
        .join(Honour, Honour.id == Motion.honour_id)
        .where(Motion.call_id == call_id)
        .order_by(Honour.position)
    )
    return {motion.honour_id: motion for motion in db.session.scalars(query)}


def awards_of(call_id: str) -> dict[str, Award]:
    """Return what was decided for each honour, with its motion; those left open are not named."""
    motions = motions_of(call_id)
    found: dict[str, Award] = {}
    for one in decisions_of(call_id):
        before = found.get(one.honour_id, Award(one.honour_id))
        winners = (*before.winners, one.entry_id) if one.entry_id else before.winners
        motion = motions.get(one.honour_id)
        is_withheld = one.outcome == Outcome.withheld
        found[one.honour_id] = Award(one.honour_id, winners, is_withheld, motion.minutes if motion else None)
    return found

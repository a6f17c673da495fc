"""What a later round asks of the entries that went on into it, and what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.calls.models import EntryField, Round
from competition.calls.queries import all_fields_of
from competition.entries.models import Entry, EntryMember, LaterEntry
from competition.entries.queries.answered import answers_in_words, jury_answers
from competition.entries.rules import EntryState, JuryAnswer, LaterAnswers
from competition.entries.rules.versions import Written


@dataclass(frozen=True, slots=True)
class Later:
    """A round that an entry went on into, and what the entry holds for it."""

    round: Round
    entry: LaterEntry


def later_of(entry_id: str) -> list[Later]:
    """Return the rounds that an entry went on into and that ask for something, in order."""
    asks = select(EntryField.round_id).where(EntryField.round_id.is_not(None), EntryField.asked_until.is_(None))
    query = (
        select(Round, LaterEntry)
        .join(LaterEntry, LaterEntry.round_id == Round.id)
        .where(LaterEntry.entry_id == entry_id, LaterEntry.closed_at.is_(None), Round.id.in_(asks))
        .order_by(Round.position)
    )
    return [Later(one, entry) for one, entry in db.session.execute(query)]


def later_for(actor: Actor, entry_id: str, position: int) -> Later | None:
    """Return one of these to a member of the entry's team."""
    mine = select(EntryMember.id).where(EntryMember.entry_id == entry_id, EntryMember.person_id == actor.person_id)
    if db.session.scalar(mine) is None:
        return None
    return next((one for one in later_of(entry_id) if one.round.position == position), None)


def later_answers(entry: Entry, locale: str, position: int) -> tuple[LaterAnswers, ...]:
    """Return what the rounds up to `position` asked of an entry, for their jury: what was handed in, no more."""
    return tuple(
        LaterAnswers(one.round.position, one.round.name, jury_answers(fields, given, locale))
        for one, fields, given in _handed_in(entry)
        if one.round.position <= position
    )


def later_in_words(entry: Entry, locale: str) -> list[tuple[Round, tuple[JuryAnswer, ...]]]:
    """Return the same for the organisers: all that was handed in, also what no jury reads."""
    return [(one.round, answers_in_words(fields, given, locale)) for one, fields, given in _handed_in(entry)]


def _handed_in(entry: Entry) -> list[tuple[Later, Sequence[EntryField], Written]]:
    return [
        (
            one,
            all_fields_of(entry.call_id, one.round.id),
            Written(entry.locale, answers=one.entry.answers, category_id=entry.category_id),
        )
        for one in later_of(entry.id)
        if one.entry.state == EntryState.submitted
    ]

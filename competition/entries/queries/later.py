"""What a later round asks of the entries that went on into it, and what they answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.calls.models import EntryField, Round
from competition.calls.queries import all_fields_of
from competition.calls.rules import Calendar
from competition.calls.rules.former import in_reading_order
from competition.entries.models import Entry, EntryMember, LaterEntry
from competition.entries.queries.answered import answers_in_words, jury_answers, written_of
from competition.entries.queries.times import allowances_in_rounds
from competition.entries.rules import EntryState, JuryAnswer, LaterAnswers
from competition.entries.rules.deadline import Allowance
from competition.entries.rules.later import NO_MORE, handed_in_content, window_of
from competition.entries.rules.versions import Written, joined, written


@dataclass(frozen=True, slots=True)
class Later:
    """A round that an entry went on into, what the entry holds for it, and the time that it has beyond its dates."""

    round: Round
    entry: LaterEntry
    beyond: Allowance = NO_MORE

    @property
    def window(self) -> Calendar:
        """Return from when until when the entry answers the round."""
        return window_of(self.round, self.entry.opened_at, self.beyond)


@dataclass(frozen=True, slots=True)
class Whole:
    """All that stands of an entry: its own answers and those to later rounds, and the file that stands for it."""

    entry: Entry
    fields: list[EntryField]
    told: Written
    cover_id: str | None


def later_of(entry_id: str) -> list[Later]:
    """Return the rounds that an entry went on into and that ask for something, in order."""
    asks = select(EntryField.round_id).where(EntryField.round_id.is_not(None), EntryField.asked_until.is_(None))
    query = (
        select(Round, LaterEntry)
        .join(LaterEntry, LaterEntry.round_id == Round.id)
        .where(LaterEntry.entry_id == entry_id, LaterEntry.closed_at.is_(None), Round.id.in_(asks))
        .order_by(Round.position)
    )
    beyond = allowances_in_rounds(entry_id)
    return [Later(one, entry, beyond.get(one.id, NO_MORE)) for one, entry in db.session.execute(query)]


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


def answered_in_rounds(entry: Entry) -> list[EntryField]:
    """Return the questions of later rounds that an entry has handed in answers to."""
    return [field for field in wholes_of([entry])[entry.id].fields if field.round_id is not None]


def all_written_of(entry: Entry) -> Written:
    """Return what stands of an entry and of what later rounds asked of it, in all languages, as one text."""
    return wholes_of([entry])[entry.id].told


def wholes_of(entries: Sequence[Entry]) -> dict[str, Whole]:
    """Return entries of one call with all that they handed in, by id, in two queries."""
    if not entries:
        return {}
    fields = _fields_by_round(entries[0].call_id)
    found = {one.id: Whole(one, list(fields.get(None, ())), written_of(one), one.cover_id) for one in entries}
    is_in = LaterEntry.closed_at.is_(None) & (LaterEntry.state == EntryState.submitted)
    query = select(LaterEntry).join(Round, Round.id == LaterEntry.round_id).where(is_in, LaterEntry.entry_id.in_(found))
    for later in db.session.scalars(query.order_by(Round.position)):
        before = found[later.entry_id]
        more = written(handed_in_content(before.entry, later), before.entry.checked)
        found[later.entry_id] = replace(
            before,
            fields=[*before.fields, *fields.get(later.round_id, ())],
            told=joined(before.told, more),
            cover_id=later.cover_id or before.cover_id,
        )
    return found


def _fields_by_round(call_id: str) -> dict[str | None, list[EntryField]]:
    """Return all questions that were ever asked, in the order in which they are read, by the round that asks them."""
    query = select(EntryField).where(EntryField.call_id == call_id).order_by(EntryField.position, EntryField.id)
    found: defaultdict[str | None, list[EntryField]] = defaultdict(list)
    for field in db.session.scalars(query):
        found[field.round_id].append(field)
    return {round_id: in_reading_order(fields) for round_id, fields in found.items()}


def _handed_in(entry: Entry) -> list[tuple[Later, Sequence[EntryField], Written]]:
    return [
        (
            one,
            all_fields_of(entry.call_id, one.round.id),
            replace(written(handed_in_content(entry, one.entry), entry.checked), title=""),
        )
        for one in later_of(entry.id)
        if one.entry.state == EntryState.submitted
    ]

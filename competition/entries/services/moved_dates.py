"""Tell those who wait for a date that it moved: one letter a person and change, whatever moved with it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from competition import db, mail, queueing
from competition.calls.models import Call, DateMove
from competition.calls.queries import moves_in
from competition.entries.models import Entry, EntryMember
from competition.entries.rules.states import EntryState
from competition.facts import DeadlineMoved
from competition.i18n import Texts
from competition.people.models import Person

LETTERS_AT_ONCE = 200


def on_deadline_moved(fact: DeadlineMoved) -> None:
    """Write letters after the commit, once for all dates that one save moved."""
    if fact.change_id:
        key = f"entries.tell_of_moved_dates:{fact.change_id}"
        queueing.schedule("entries.tell_of_moved_dates", key=key, change_id=fact.change_id)


def tell_of_moved_dates(change_id: str, after: str = "") -> None:
    """Write to each person with a draft or an entry, so many at a time; the next job goes on after the last of them.

    Dates of one category are told to those who entered it or have not chosen one yet.
    """
    with db.transaction() as session:
        moves = moves_in(change_id)
        if not moves:
            return
        call = session.get_one(Call, moves[0][0].call_id)
        people = session.scalars(_waiting(call.id, moves[0][0].category_id, after).limit(LETTERS_AT_ONCE)).all()
        for person in people:
            _write(person, call, change_id, moves)
        if len(people) == LETTERS_AT_ONCE:
            last = people[-1].id
            key = f"entries.tell_of_moved_dates:{change_id}:{last}"
            queueing.schedule("entries.tell_of_moved_dates", key=key, change_id=change_id, after=last)


def _waiting(call_id: str, category_id: str | None, after: str) -> Select[Person]:
    entered = (
        select(EntryMember.person_id)
        .join(Entry, Entry.id == EntryMember.entry_id)
        .where(Entry.call_id == call_id, Entry.state != EntryState.withdrawn)
    )
    if category_id is not None:
        entered = entered.where(or_(Entry.category_id == category_id, Entry.category_id.is_(None)))
    return select(Person).where(Person.id.in_(entered), Person.id > after).order_by(Person.id)


def _write(person: Person, call: Call, change_id: str, moves: Sequence[tuple[DateMove, Texts]]) -> None:
    mail.queue_letter(
        "entries/dates_moved",
        mail.Recipient(person.email, person.name, person.locale, person.id),
        key=f"moved:{change_id}:{person.id}",
        call=call.title,
        slug=call.slug,
        zone=call.time_zone,
        reason=moves[0][0].reason,
        category=moves[0][1],
        moves=[
            {
                "name": row.name,
                "before": row.before.isoformat() if row.before else "",
                "after": row.after.isoformat() if row.after else "",
            }
            for row, _category in moves
        ],
    )

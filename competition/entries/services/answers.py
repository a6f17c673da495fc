"""Tell the teams of a call that its organisers answered a question to all."""

from __future__ import annotations

from sqlalchemy import select

from competition import db
from competition.calls.models import Call
from competition.calls.services import tell_of_answer
from competition.entries.models import Entry, EntryMember
from competition.entries.rules import EntryState
from competition.facts import AnswerPublished
from competition.people.models import Person


def on_answer_published(fact: AnswerPublished) -> None:
    """Write to everyone on the team of an entry that is begun or handed in; who asked himself gets one letter only."""
    call = db.session.get_one(Call, fact.call_id)
    team = select(EntryMember.person_id).join(Entry, Entry.id == EntryMember.entry_id)
    on_teams = team.where(Entry.call_id == call.id, Entry.state != EntryState.withdrawn)
    for person in db.session.scalars(select(Person).where(Person.id.in_(on_teams)).order_by(Person.id)):
        tell_of_answer(person, call, fact.answer_id)

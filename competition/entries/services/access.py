"""What a verb decides upon, loaded inside its transaction and locked: one's own entry, its call, its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.calls.models import Call, EntryField
from competition.calls.queries import fields_of
from competition.calls.rules import Calendar
from competition.entries.models import Entry, EntryFile, EntryMember
from competition.entries.queries import files_of, times_of
from competition.entries.rules.deadline import Times
from competition.entries.rules.drafting import refusal_to_edit
from competition.entries.rules.refusals import EntryNotFound


@dataclass(frozen=True, slots=True)
class Own:
    """An entry of the actor's team, its call, and the times that it is held to."""

    entry: Entry
    call: Call
    times: Times

    @property
    def calendar(self) -> Calendar:
        """Return the calendar by which the team may change its entry."""
        return self.times.editing(self.entry.state, self.entry.category_id)


def own_entry(actor: Actor, entry_id: str) -> Own:
    """Return an entry of the actor's team, locked until the commit; raise `EntryNotFound` for any other."""
    query = (
        select(Entry, Call)
        .join(Call, Call.id == Entry.call_id)
        .join(EntryMember, EntryMember.entry_id == Entry.id)
        .where(Entry.id == entry_id, EntryMember.person_id == actor.person_id)
        .with_for_update(of=Entry)
        .execution_options(populate_existing=True)
    )
    row = db.session.execute(query).first()
    if row is None:
        raise EntryNotFound
    return Own(row.Entry, row.Call, times_of(row.Entry, row.Call))


def editable_entry(actor: Actor, entry_id: str) -> Own:
    """Return an entry of the actor's team that may be changed now; raise why not."""
    own = own_entry(actor, entry_id)
    refusal = refusal_to_edit(own.entry.state, own.calendar, actor.at)
    if refusal:
        raise refusal
    return own


def own_file(actor: Actor, file_id: str) -> tuple[EntryFile, Own]:
    """Return a file in the form of the actor's team, with its locked entry; raise `EntryNotFound` for any other."""
    file = db.session.get(EntryFile, file_id, populate_existing=True)
    if file is None or file.removed_at is not None:
        raise EntryNotFound
    own = own_entry(actor, file.entry_id)
    return file, own


def files_in_order(entry: Entry) -> tuple[list[EntryField], list[EntryFile]]:
    """Return the questions of an entry's call, and its files in the order of those questions."""
    fields = list(fields_of(entry.call_id))
    places = {field.id: field.position for field in fields}
    files: Sequence[EntryFile] = files_of(entry.id)
    return fields, sorted(files, key=lambda file: (places[file.field_id], file.position, file.created_at, file.id))

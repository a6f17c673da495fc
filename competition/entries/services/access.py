"""What a verb decides upon, loaded inside its transaction and locked: one's own entry, its call, its files."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.calls.models import Call, EntryField
from competition.calls.queries import all_fields_of
from competition.calls.rules import Calendar
from competition.entries.models import Entry, EntryFile, EntryMember
from competition.entries.queries import Opening, files_in_form, opening_of, times_of
from competition.entries.rules.deadline import Times
from competition.entries.rules.refusals import EntryNotFound, NotAsked
from competition.entries.rules.team import LeadOnly, ReadsOnly, may_change


@dataclass(frozen=True, slots=True)
class Own:
    """An entry of the actor's team, its call, the times that it is held to, and what the actor is on the team."""

    entry: Entry
    call: Call
    times: Times
    member: EntryMember

    @property
    def calendar(self) -> Calendar:
        """Return the calendar by which the team may change its entry."""
        return self.times.editing(self.entry.state, self.entry.category_id)


def own_entry(actor: Actor, entry_id: str) -> Own:
    """Return an entry of the actor's team, locked until the commit; raise `EntryNotFound` for any other.

    The team is read after the entry is locked: who was removed while he waited for the lock is a stranger.
    """
    query = (
        select(Entry, Call)
        .join(Call, Call.id == Entry.call_id)
        .where(Entry.id == entry_id)
        .with_for_update(of=Entry)
        .execution_options(populate_existing=True)
    )
    row = db.session.execute(query).first()
    member = member_of(entry_id, actor.person_id) if row else None
    if row is None or member is None:
        raise EntryNotFound
    return Own(row.Entry, row.Call, times_of(row.Entry, row.Call), member)


def member_of(entry_id: str, person_id: str | None) -> EntryMember | None:
    """Return what a person is on an entry's team, as it stands in the database now."""
    query = select(EntryMember).where(EntryMember.entry_id == entry_id, EntryMember.person_id == person_id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def writable_entry(actor: Actor, entry_id: str) -> Own:
    """Return an entry of the actor's team that he has the right to change, whatever the calendar says."""
    own = own_entry(actor, entry_id)
    if not may_change(own.member):
        raise ReadsOnly
    return own


def led_entry(actor: Actor, entry_id: str) -> Own:
    """Return an entry whose team the actor leads."""
    own = own_entry(actor, entry_id)
    if not own.member.is_lead:
        raise LeadOnly
    return own


def editable_entry(actor: Actor, entry_id: str) -> Own:
    """Return an entry of the actor's team that may be changed now; raise why not."""
    own = writable_entry(actor, entry_id)
    refusal = opening(own, actor).refusal
    if refusal:
        raise refusal
    return own


def opening(own: Own, actor: Actor) -> Opening:
    """Return what of the entry is open to its team at the time of this request."""
    return opening_of(own.entry, own.calendar, actor.at)


def require_part(own: Own, actor: Actor, part: str) -> None:
    """Raise why this part may not be changed now, if so: the calendar, or a request to mend that does not name it."""
    now_open = opening(own, actor)
    if not now_open.admits(part):
        raise now_open.refusal or NotAsked


def own_file(actor: Actor, file_id: str) -> tuple[EntryFile, Own]:
    """Return a file in the form of the actor's team, with its locked entry; raise `EntryNotFound` for any other."""
    file = db.session.get(EntryFile, file_id, populate_existing=True)
    if file is None or file.removed_at is not None:
        raise EntryNotFound
    own = writable_entry(actor, file.entry_id)
    return file, own


def files_in_order(
    entry: Entry, now_open: Opening | None = None, round_id: str | None = None
) -> tuple[list[EntryField], list[EntryFile]]:
    """Return the questions that an entry was ever asked, or that a later round asks of it, and the files to them."""
    fields = list(all_fields_of(entry.call_id, round_id))
    return fields, files_in_form(fields, entry.id, now_open or Opening())

"""A slot of the actor's team, and whether it may still be used."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.calls.models import Call
from competition.entries.models import Entry, EntryFile, EntryMember
from competition.entries.queries import open_fix
from competition.entries.rules.awaiting import is_awaited
from competition.entries.rules.checking import parts_of
from competition.entries.rules.refusals import EntryNotFound, SlotClosed
from competition.entries.rules.states import FileState
from competition.entries.rules.team import ReadsOnly, may_change
from competition.entries.rules.uploads import may_land
from competition.entries.services import repairs
from competition.entries.services.windows import calendar_at
from competition.errors import DomainError


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot, with what decides whether it may still be used."""

    file: EntryFile
    entry: Entry
    call: Call


def own_slot(actor: Actor, file_id: str) -> Slot:
    """Return a slot of the actor's team; raise `EntryNotFound` for any other, `ReadsOnly` without the right."""
    slot = slots_of(actor, [file_id])[file_id]
    if isinstance(slot, DomainError):
        raise slot
    return slot


def slots_of(actor: Actor, file_ids: Collection[str]) -> dict[str, Slot | DomainError]:
    """Return the slots of these ids in one query; in place of one that is not the actor's to use stands why."""
    query = (
        select(EntryFile, Entry, Call, EntryMember)
        .join(Entry, Entry.id == EntryFile.entry_id)
        .join(Call, Call.id == Entry.call_id)
        .join(EntryMember, EntryMember.entry_id == Entry.id)
        .where(EntryFile.id.in_(file_ids), EntryFile.removed_at.is_(None), EntryMember.person_id == actor.person_id)
    )
    rows = {row.EntryFile.id: row for row in db.session.execute(query)}
    found: dict[str, Slot | DomainError] = {}
    for one in file_ids:
        row = rows.get(one)
        if row is None:
            found[one] = EntryNotFound()
        else:
            found[one] = Slot(row.EntryFile, row.Entry, row.Call) if may_change(row.EntryMember) else ReadsOnly()
    return found


def refusal_to_land(actor: Actor, slot: Slot) -> DomainError | None:
    """Return why nothing may be sent to a slot any more, or None. What a receipt says of a file comes first."""
    until = slot.file.awaited_until
    if until is not None and is_awaited(slot.file, slot.entry.state):
        return None if actor.at <= until else SlotClosed()
    calendar, begun_at = calendar_at(slot.entry, slot.call, slot.file.field_id), slot.file.created_at
    if may_land(slot.file.state, calendar, begun_at, actor.at):
        return None
    if slot.file.state != FileState.uploading:
        return SlotClosed()
    is_repair = repairs.may_repair(slot.entry.id, slot.file.field_id, actor.at)
    return None if is_repair or _is_asked(slot, actor.at) else SlotClosed()


def _is_asked(slot: Slot, at: datetime) -> bool:
    """Tell whether the organisers asked for this file, and the time to mend has not run out."""
    fix = open_fix(slot.entry.id, at)
    return fix is not None and slot.file.field_id in parts_of(fix)

"""What became of files that were handed in on their way: the last has arrived, or one is lost. Who waits is told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from competition import audit, clock, db, mail, queueing
from competition.actor import system
from competition.calls.models import Call, EntryField
from competition.entries.models import Entry, EntryFile
from competition.entries.queries import makers_of, standing_files, title_for
from competition.entries.rules.awaiting import NEVER_ARRIVED, is_lost
from competition.entries.rules.states import EntryState, FileState
from competition.entries.rules.uploads import LOST_AFTER
from competition.entries.services.checks import note_handing_in
from competition.people.models import Person
from competition.people.queries import people_with_role
from competition.people.rules import ORGANISERS


def announce(file: EntryFile) -> None:
    """Have it told what became of a file that was promised, after the commit of the running transaction."""
    if file.awaited_until is not None:
        queueing.schedule("entries.tell_of_awaited", key=f"tell-of-awaited:{file.id}", file_id=file.id)


def refuse_lost(file_id: str) -> None:
    """Write down that a file never arrived; what is sent to its place all the same is thrown away later."""
    now = clock.now()
    with db.transaction() as session:
        file = session.get_one(EntryFile, file_id, with_for_update=True, populate_existing=True)
        if file.state != FileState.uploading:
            return
        file.state, file.refusal = FileState.refused, NEVER_ARRIVED
        entry = session.get_one(Entry, file.entry_id)
        detail = {"entry": entry.id, "reason": NEVER_ARRIVED}
        audit.record(system(now), "file.refused", f"file:{file.id}", chain=entry.call_id, **detail)
        queueing.schedule("entries.delete_objects", due_at=now + LOST_AFTER, keys=[file.key])
        announce(file)


def tell_of_awaited(file_id: str) -> None:
    """Write to the team that all has arrived, once the last file is verified; or, with the organisers, what is lost."""
    with db.transaction() as session:
        entry_id = session.scalar(select(EntryFile.entry_id).where(EntryFile.id == file_id))
        locked = select(Entry).where(Entry.id == entry_id).with_for_update()
        entry = session.scalar(locked.execution_options(populate_existing=True))
        if entry is None or entry.state != EntryState.submitted:
            return
        files = [file for file in standing_files(entry.id) if file.awaited_until is not None]
        mine = next((file for file in files if file.id == file_id), None)
        if mine is not None and is_lost(mine):
            _tell_of_loss(entry, mine)
        elif mine is not None and all(file.state == FileState.ready for file in files):
            told = {"files": [file.name for file in files]}
            _write_to_team(entry, "entries/all_arrived", f"all-arrived:{max(file.id for file in files)}", **told)


def _tell_of_loss(entry: Entry, file: EntryFile) -> None:
    """An entry that was found in order before is to be looked at once more: it lacks a file."""
    note_handing_in(system(clock.now()), entry, None)
    call, field = db.session.get_one(Call, entry.call_id), db.session.get_one(EntryField, file.field_id)
    told = {
        "file_name": file.name,
        "until": file.awaited_until.isoformat() if file.awaited_until else "",
        "zone": call.time_zone,
        "reason": file.refusal,
    }
    _write_to_team(entry, "entries/file_lost", f"file-lost:{file.id}", **told)
    asked = {"question": field.label, "is_required": field.is_required, "call_id": call.id, "call": call.title}
    for person in {one.id: one for role in ORGANISERS for one in people_with_role(call.id, role)}.values():
        key = f"file-lost-told:{file.id}:{person.id}"
        _write("entries/file_lost_told", person, key, entry_id=entry.id, code=entry.code, **asked, **told)


def _write_to_team(entry: Entry, event: str, key: str, **words: Any) -> None:
    for person_id, name, address, locale in makers_of([entry.id])[entry.id]:
        to, title = mail.Recipient(address, name, locale, person_id), str(title_for(entry, locale))
        mail.queue_letter(event, to, key=f"{key}:{person_id}", entry_id=entry.id, code=entry.code, title=title, **words)


def _write(event: str, person: Person, key: str, **words: Any) -> None:
    to = mail.Recipient(person.email, person.name, person.locale, person.id)
    mail.queue_letter(event, to, key=key, **words)

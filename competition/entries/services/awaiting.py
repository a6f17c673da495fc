"""Files that are handed in while they are on their way: their SHA-256 is told early, and promised in the receipt."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from competition import audit, db, queueing
from competition.actor import Actor
from competition.calls.models import EntryField
from competition.entries.models import Entry, EntryFile
from competition.entries.rules.awaiting import SETTLE_AFTER, DigestFixed, Moment, awaited_until
from competition.entries.rules.refusals import SlotClosed
from competition.entries.rules.states import FileState
from competition.entries.rules.uploads import Ended
from competition.entries.services.slots import refusal_to_land, slots_of
from competition.errors import DomainError


def declare_digests(actor: Actor, declared: Sequence[Ended]) -> list[EntryFile | DomainError]:
    """Note the SHA-256 that a browser has computed of files on their way, in one commit; asking again changes nothing.

    Once a receipt names it, it is fixed: another one is refused with `DigestFixed`.
    """
    with db.transaction():
        slots = slots_of(actor, [one.file_id for one in declared])
        refusals = {
            file_id: slot if isinstance(slot, DomainError) else refusal_to_land(actor, slot)
            for file_id, slot in slots.items()
        }
        files = {file.id: file for file in _locked([one for one, refusal in refusals.items() if refusal is None])}
        return [refusals[one.file_id] or _declare(files[one.file_id], one.client_sha256) for one in declared]


def _declare(file: EntryFile, sha256: str | None) -> EntryFile | DomainError:
    if file.state != FileState.uploading:
        return SlotClosed()
    if file.awaited_until is not None and sha256 not in (None, file.client_sha256):
        return DigestFixed()
    file.client_sha256 = sha256 or file.client_sha256
    return file


def hold_uploads(fields: list[EntryField], files: list[EntryFile]) -> tuple[list[EntryField], list[EntryFile]]:
    """Return both, the files on their way standing still until the commit: one may land, or be declared, meanwhile."""
    _locked([file.id for file in files if file.state == FileState.uploading])
    return fields, files


def promise_files(actor: Actor, entry: Entry, files: Sequence[EntryFile], when: Moment) -> None:
    """Take files on that are handed in on their way: each may land until an instant, if it has the hash that is known.

    What an earlier receipt promised longer stays so. A minute later a job looks what became of it.
    """
    for file in files:
        until = awaited_until(file, when)
        if until is None:
            continue
        file.awaited_until = max(until, file.awaited_until or until)
        due_at, name = file.awaited_until + SETTLE_AFTER, "entries.settle_awaited"
        queueing.schedule(name, due_at=due_at, key=f"awaited:{file.id}:{due_at:%Y%m%d%H%M%S%f}", file_id=file.id)
        detail = {"entry": entry.id, "sha256": file.client_sha256, "until": file.awaited_until}
        audit.record(actor, "file.awaited", f"file:{file.id}", chain=entry.call_id, **detail)


def _locked(file_ids: Sequence[str]) -> Sequence[EntryFile]:
    """Return files locked until the commit, always in the same order, as they are in the database now."""
    query = select(EntryFile).where(EntryFile.id.in_(file_ids)).order_by(EntryFile.id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).all()

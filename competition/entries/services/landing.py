"""The end of an upload: look at what arrived in the bucket, and write down what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Row, select

from competition import audit, db, queueing, storage
from competition.actor import Actor
from competition.calls.models import Call, EntryField
from competition.entries.models import Entry, EntryFile
from competition.entries.rules.awaiting import HASH_DIFFERS
from competition.entries.rules.refusals import NotArrived, StoreDown
from competition.entries.rules.states import FileState
from competition.entries.rules.uploads import Ended
from competition.entries.services import arrivals, repairs
from competition.entries.services.files import take_over
from competition.entries.services.slots import refusal_to_land, slots_of
from competition.entries.services.windows import refusal_at
from competition.errors import DomainError
from competition.storage.interface import ObjectMissing, StorageUnavailable
from competition.storage.sniff import HEAD_LENGTH, sniff


def finish_upload(actor: Actor, file_id: str, client_sha256: str | None) -> EntryFile:
    """Settle one upload that its browser says is over, or raise why it is not settled."""
    [settled] = finish_uploads(actor, [Ended(file_id, client_sha256)])
    if isinstance(settled, DomainError):
        raise settled
    return settled


def finish_uploads(actor: Actor, ended: Sequence[Ended]) -> list[EntryFile | DomainError]:
    """Settle uploads that their browser says are over, in one commit; asking again returns the same.

    Each is `landed` if the bucket has as many bytes as were announced and they begin like their kind; else `refused`
    with the reason, and the bytes are thrown away. In the place of one that cannot be settled stands why: `NotArrived`
    while there is no object, `StoreDown` when the bucket does not answer.
    """
    found: dict[str, EntryFile | DomainError] = {}
    for file_id, slot in slots_of(actor, [one.file_id for one in ended]).items():
        if isinstance(slot, DomainError):
            found[file_id] = slot
        elif slot.file.state == FileState.uploading:
            found[file_id] = refusal_to_land(actor, slot) or slot.file
        else:
            found[file_id] = slot.file
    waiting = [one for one in found.values() if isinstance(one, EntryFile) and one.state == FileState.uploading]
    found |= settle(actor, waiting, {one.file_id: one.client_sha256 for one in ended})
    return [found[one.file_id] for one in ended]


def settle(
    actor: Actor, files: Sequence[EntryFile], hashes: Mapping[str, str | None]
) -> dict[str, EntryFile | DomainError]:
    """Look at what arrived under each slot's key, outside any transaction, and write down what it is, by id."""
    db.session.rollback()
    faults = {file.id: _fault_of(file) for file in files}
    settled: dict[str, EntryFile | DomainError] = {
        file_id: fault for file_id, fault in faults.items() if isinstance(fault, DomainError)
    }
    there = [file_id for file_id in faults if file_id not in settled]
    if not there:
        return settled
    with db.transaction():
        for file, entry, call, _field in _locked(there):
            if file.state != FileState.uploading:
                pass
            elif fault := faults[file.id]:
                _refuse(actor, entry, file, str(fault))
            else:
                _land(actor, (entry, call), file, hashes.get(file.id))
            settled[file.id] = file
    return settled


def _land(actor: Actor, place: tuple[Entry, Call], file: EntryFile, client_sha256: str | None) -> None:
    entry, call = place
    file.state, file.landed_at = FileState.landed, actor.at
    if file.awaited_until is None:
        file.client_sha256 = client_sha256 or file.client_sha256
    audit.record(actor, "file.landed", f"file:{file.id}", chain=call.id, entry=entry.id, size=file.size)
    if file.replaces_id:
        take_over(actor, entry, file)
    elif file.stands_at is None and refusal_at(entry, call, file.field_id, actor.at):
        repairs.take_place(actor, entry, file)
    queueing.schedule("entries.verify_file", key=f"verify-file:{file.id}", file_id=file.id)


def _refuse(actor: Actor, entry: Entry, file: EntryFile, fault: str) -> None:
    if file.awaited_until is not None and fault == "incomplete":
        fault, file.refusal_values = HASH_DIFFERS, {"awaited": True}
    file.state, file.refusal = FileState.refused, fault
    arrivals.announce(file)
    audit.record(actor, "file.refused", f"file:{file.id}", chain=entry.call_id, entry=entry.id, reason=fault)


def _fault_of(file: EntryFile) -> str | DomainError | None:
    """Return why the object under a slot's key is not what was announced, why we cannot tell, or None.

    A wrong one is thrown away.
    """
    bucket = storage.bucket()
    try:
        found = bucket.peek(file.key, HEAD_LENGTH)
        if found.size == file.size and sniff(found.content, found.size) == file.media_type:
            return None
        bucket.delete(file.key)
    except ObjectMissing:
        return NotArrived()
    except StorageUnavailable:
        return StoreDown()
    return "incomplete" if found.size != file.size else "type_mismatch"


def _locked(file_ids: Sequence[str]) -> Sequence[Row[EntryFile, Entry, Call, EntryField]]:
    """Return files locked until the commit, always in the same order, each with what its landing depends on."""
    query = (
        select(EntryFile, Entry, Call, EntryField)
        .join(Entry, Entry.id == EntryFile.entry_id)
        .join(Call, Call.id == Entry.call_id)
        .join(EntryField, EntryField.id == EntryFile.field_id)
        .where(EntryFile.id.in_(file_ids))
        .order_by(EntryFile.id)
        .with_for_update(of=EntryFile)
    )
    return db.session.execute(query.execution_options(populate_existing=True)).all()

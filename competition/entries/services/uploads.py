"""Files on their way from a browser to the bucket: slots and signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from competition import db, queueing, storage
from competition.actor import Actor
from competition.calls.models import EntryField
from competition.calls.rules import FieldKind, FilesOptions, options_of
from competition.entries.models import EntryFile
from competition.entries.queries.agreements import lead_of
from competition.entries.queries.room import kept_by, limits_of
from competition.entries.rules.refusals import BadRequestToSign, EntryNotFound
from competition.entries.rules.room import BYTES_PER_PERSON, Kept, is_near
from competition.entries.rules.states import FileState
from competition.entries.rules.uploads import (
    ABANDONED_AFTER,
    LOST_AFTER,
    SignRequest,
    SlotRequest,
    clean_name,
    lengths_of,
    part_size_for,
    refusal_of_slot,
)
from competition.entries.services import repairs
from competition.entries.services.access import Own, writable_entry
from competition.entries.services.slots import own_slot, refusal_to_land
from competition.entries.services.windows import require_answerable
from competition.errors import DomainError
from competition.storage import keys
from competition.storage.interface import SignedRequest, UploadPart


def open_slot(actor: Actor, entry_id: str, wanted: SlotRequest, person_bytes: int = BYTES_PER_PERSON) -> EntryFile:
    """Take one file on, or raise why not."""
    [opened] = open_slots(actor, entry_id, [wanted], person_bytes)
    if isinstance(opened, DomainError):
        raise opened
    return opened


def open_slots(
    actor: Actor, entry_id: str, wanted: Sequence[SlotRequest], person_bytes: int = BYTES_PER_PERSON
) -> list[EntryFile | DomainError]:
    """Take files of one question on: room, kind, size and number are decided here, keys and parts are fixed here.

    `person_bytes` is how much the files of one person's entries to all calls may take.
    A file that is not taken has its refusal in its place. Not one request has gone to the bucket then.
    """
    with db.transaction() as session:
        own = writable_entry(actor, entry_id)
        field, options = _question(own, wanted[0].field_id)
        _require_open(actor, own, field)
        others = [file for file in _present(entry_id, field.id) if file.state != FileState.refused]
        places = {file.id: file.position for file in others}
        last, count = max(places.values(), default=-1), len(others)
        left = _left(own, sum(one.size for one in wanted), person_bytes)
        opened: list[EntryFile | DomainError] = []
        for one in wanted:
            is_new = one.replaces not in places
            refusal = refusal_of_slot(one, options, count if is_new else count - 1, left)
            if refusal is None:
                last, count, left = last + is_new, count + is_new, left.plus(-one.size)
                known = replace(one, replaces=None) if is_new else one
                opened.append(_new_file(actor, entry_id, known, position=places.get(one.replaces or "", last)))
            else:
                opened.append(refusal)
        files = [one for one in opened if isinstance(one, EntryFile)]
        session.add_all(files)
        session.flush()
        for file in files:
            _watch(file)
    return opened


def sign(actor: Actor, file_id: str, wanted: SignRequest) -> dict[str, SignedRequest]:
    """Sign what the team's browser may send next, by name, while the slot is open; nothing is sent.

    The bucket's id of an upload in parts is bound to the slot by the first request that names it. Beginning
    anew, because the bucket has thrown the old one away, unbinds that.
    """
    slot = own_slot(actor, file_id)
    file = slot.file
    lengths = lengths_of(wanted, file)
    refusal = refusal_to_land(actor, slot)
    if refusal:
        raise refusal
    if wanted.upload_id != file.upload_id:
        _bind(file_id, wanted.upload_id)
    if wanted.upload_id is None:
        return first_request(file)
    bucket, upload_id = storage.bucket(), wanted.upload_id
    parts = {str(n): bucket.sign_part(file.key, UploadPart(upload_id, n, size)) for n, size in lengths.items()}
    return parts | {
        "list": bucket.sign_list_parts(file.key, upload_id),
        "complete": bucket.sign_complete(file.key, upload_id),
        "abort": bucket.sign_abort(file.key, upload_id),
    }


def first_request(file: EntryFile) -> dict[str, SignedRequest]:
    """Sign what sending an open slot begins with: the whole file, or the beginning of an upload in parts."""
    bucket = storage.bucket()
    if file.part_size:
        return {"create": bucket.sign_create(file.key, file.media_type)}
    return {"put": bucket.sign_put(file.key, file.size, file.media_type)}


def _require_open(actor: Actor, own: Own, field: EntryField) -> None:
    if not repairs.may_repair(own.entry.id, field.id, actor.at):
        require_answerable(own, actor, field.id)


def _question(own: Own, field_id: str) -> tuple[EntryField, FilesOptions]:
    field = db.session.get(EntryField, field_id)
    if field is None or field.call_id != own.call.id or field.kind != FieldKind.files:
        raise EntryNotFound
    options = options_of(FieldKind.files, field.options)
    assert isinstance(options, FilesOptions)  # noqa: S101 - `options_of` returns these for a question for files
    return field, options


def _present(entry_id: str, field_id: str) -> list[EntryFile]:
    query = select(EntryFile).where(
        EntryFile.entry_id == entry_id, EntryFile.field_id == field_id, EntryFile.removed_at.is_(None)
    )
    return list(db.session.scalars(query))


def _left(own: Own, size: int, person_bytes: int) -> Kept:
    """Return how many bytes may still be taken. Who asks at the same moment, and for the same room, waits."""
    lead, most = lead_of(own.entry.id) or "", limits_of(own.call, person_bytes)
    db.hold(f"files of person {lead}")
    kept = kept_by(own.entry, lead)
    if is_near(size, kept.call, most.call):
        db.hold(f"files of call {own.call.id}")
        kept = kept_by(own.entry, lead)
    return kept.left(most)


def _new_file(actor: Actor, entry_id: str, wanted: SlotRequest, *, position: int) -> EntryFile:
    return EntryFile(
        id=db.new_id(),
        entry_id=entry_id,
        field_id=wanted.field_id,
        position=position,
        replaces_id=wanted.replaces,
        key=keys.original(entry_id),
        name=clean_name(wanted.name),
        size=wanted.size,
        part_size=part_size_for(wanted.size),
        media_type=wanted.media_type,
        state=FileState.uploading,
        created_by=actor.person_id or "",
        created_at=actor.at,
    )


def _watch(file: EntryFile) -> None:
    """Look after the slot later: for a lost last answer, and for one that was never finished."""
    queueing.schedule(
        "entries.settle_upload", due_at=file.created_at + LOST_AFTER, key=f"settle:{file.id}", file_id=file.id
    )
    hour = (file.created_at + ABANDONED_AFTER).replace(minute=59, second=59, microsecond=0)
    queueing.schedule("entries.abandon_uploads", due_at=hour, key=f"abandon-uploads:{hour:%Y%m%d%H}")


def _bind(file_id: str, upload_id: str | None) -> None:
    with db.transaction():
        file = db.session.get_one(EntryFile, file_id, with_for_update=True, populate_existing=True)
        if upload_id and file.upload_id not in (None, upload_id):
            raise BadRequestToSign
        file.upload_id = upload_id

"""What is left behind: uploads whose last answer was lost, uploads never finished, bytes of removed files."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from competition import clock, db, queueing, storage
from competition.actor import system
from competition.entries.models import Derivative, EntryFile, Likeness, Resemblance, Submission
from competition.entries.rules.refusals import NotArrived, StoreDown
from competition.entries.rules.states import FileState
from competition.entries.rules.uploads import ABANDONED_AFTER, LOST_AFTER
from competition.entries.services.arrivals import refuse_lost
from competition.entries.services.landing import settle
from competition.storage.interface import StorageUnavailable

BATCH = 200


def settle_upload(file_id: str) -> None:
    """Look whether a file has arrived whose browser never said so; look again later while it is being sent."""
    now = clock.now()
    file = db.session.get(EntryFile, file_id)
    if file is None or file.state != FileState.uploading or now - file.created_at > ABANDONED_AFTER:
        return
    found = settle(system(now), [file], {})[file_id]
    if isinstance(found, EntryFile):
        return
    if not isinstance(found, NotArrived):
        raise found
    with db.transaction():
        due = now + LOST_AFTER
        queueing.schedule(
            "entries.settle_upload", due_at=due, key=f"settle:{file_id}:{due:%Y%m%d%H%M%S}", file_id=file_id
        )


def settle_awaited(file_id: str) -> None:
    """Look what became of a file that was handed in on its way, once it had to be there: else it never arrived.

    What lies in the bucket then counts as landed in time: its hash was fixed before, so that no later work gets in.
    """
    now = clock.now()
    file = db.session.get(EntryFile, file_id, populate_existing=True)
    is_due = file is not None and file.awaited_until is not None and now > file.awaited_until
    if file is None or not is_due or file.state != FileState.uploading:
        return
    key, upload_id = file.key, file.upload_id
    found = settle(system(now), [file], {})[file_id]
    if isinstance(found, StoreDown):
        raise StorageUnavailable(key)
    if isinstance(found, NotArrived):
        if upload_id:
            storage.bucket().abort_multipart(key, upload_id)
        refuse_lost(file_id)


def abandon_uploads() -> None:
    """Throw away what was begun two days ago and never finished, and the bytes of files removed before that."""
    before = clock.now() - ABANDONED_AFTER
    for upload in storage.bucket().list_unfinished(before):
        storage.bucket().abort_multipart(upload.key, upload.upload_id)
    with db.transaction() as session:
        query = select(EntryFile).where(EntryFile.state == FileState.uploading, EntryFile.created_at < before)
        query = query.where(EntryFile.awaited_until.is_(None))
        for file in session.scalars(query.with_for_update().limit(BATCH)):
            file.state, file.refusal = FileState.refused, "abandoned"
    _forget(_forgettable())


def _forgettable() -> Sequence[EntryFile]:
    """Return files that were removed two days ago and that no receipt names."""
    before = clock.now() - ABANDONED_AFTER
    query = (
        select(EntryFile)
        .where(EntryFile.removed_at < before, EntryFile.stands_at.is_(None))
        .order_by(EntryFile.removed_at)
        .limit(BATCH)
    )
    files = db.session.scalars(query).all()
    receipts = select(Submission.manifest).where(Submission.entry_id.in_({file.entry_id for file in files}))
    named = {file["file"] for manifest in db.session.scalars(receipts) for file in manifest["files"]}
    return [file for file in files if file.id not in named]


def _forget(files: Sequence[EntryFile]) -> None:
    """Delete bytes first, then rows: a fault in between leaves a row that is found again, never a lost object."""
    ids = [file.id for file in files]
    derived = db.session.scalars(select(Derivative.key).where(Derivative.file_id.in_(ids))).all()
    for key in [*derived, *(file.key for file in files)]:
        storage.bucket().delete(key)
    with db.transaction() as session:
        session.execute(delete(Derivative).where(Derivative.file_id.in_(ids)))
        session.execute(delete(Likeness).where(Likeness.file_id.in_(ids)))
        session.execute(delete(Resemblance).where(Resemblance.file_id.in_(ids) | Resemblance.other_id.in_(ids)))
        session.execute(delete(EntryFile).where(EntryFile.id.in_(ids), EntryFile.removed_at.is_not(None)))

"""What becomes of the entries of a person who was erased.

A draft of his alone goes as a whole. Of an entry that was handed in, words, names of files and bytes go and the row
stays under its code: marks, ranks and the log refer to it. An entry that others share stays theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select, update

from competition import audit, clock, db, queueing, storage
from competition.actor import system
from competition.entries.models import (
    Derivative,
    Entry,
    EntryCheck,
    EntryFile,
    EntryInvitation,
    EntryMember,
    Extension,
    FixRequest,
    LaterEntry,
    Submission,
)
from competition.entries.rules.erasing import blank_manifest
from competition.entries.rules.states import EntryState, FileState
from competition.entries.rules.team import Rights
from competition.facts import EntryErased, EntryWithdrawn, MakerErased, PersonErased

KEYS_A_JOB = 200
_NO_WORDS: dict[str, Any] = {"answers": {}, "translations": {}, "file_words": {}, "cover_id": None}
# These outlive the words of an entry that was handed in, emptied; whatever else hangs on it goes.
_EMPTIED = {"entry_member", "entry_file", "submission", "later_entry", "entry_check", "fix_request", "extension"}
# What was owed and paid stays as long as the law asks for books to be kept; invoices hold their own words.
_BOOKS = {"charge", "charged_entry", "voucher_use"}


def on_person_erased(fact: PersonErased) -> None:
    """Erase, empty or pass on each entry of whose team the person was, and forget his invitations."""
    blank = f"{fact.person_id}@erased.invalid"
    invited = update(EntryInvitation).where(EntryInvitation.email == fact.email)
    db.session.execute(invited.values(email=blank, name=""))
    query = select(Entry, EntryMember).join(EntryMember, EntryMember.entry_id == Entry.id)
    for entry, member in db.session.execute(query.where(EntryMember.person_id == fact.person_id)).all():
        if _others(entry.id, fact.person_id):
            _leave(entry, member)
        elif db.session.scalar(select(func.count()).where(Submission.entry_id == entry.id)):
            _empty(entry)
        else:
            _remove(entry)


def delete_objects(keys: Sequence[str]) -> None:
    """Delete bytes from the bucket; what is gone already is no fault, so the job may run again."""
    for key in keys:
        storage.bucket().delete(key)


def drop_bytes(keys: Sequence[str]) -> None:
    """Have objects deleted after the commit, by jobs that are tried again until the bucket has done it."""
    for start in range(0, len(keys), KEYS_A_JOB):
        queueing.schedule("entries.delete_objects", keys=list(keys[start : start + KEYS_A_JOB]))


def _others(entry_id: str, person_id: str) -> bool:
    query = select(func.count()).where(EntryMember.entry_id == entry_id, EntryMember.person_id != person_id)
    return bool(db.session.scalar(query))


def _leave(entry: Entry, member: EntryMember) -> None:
    """Take the person off a team; his lead passes to one who may edit, else to any."""
    was_lead = member.is_lead
    db.session.delete(member)
    db.session.flush()
    if was_lead:
        team = select(EntryMember).where(EntryMember.entry_id == entry.id)
        heir = db.session.scalars(team.order_by(EntryMember.rights != Rights.edit, EntryMember.id)).first()
        if heir is not None:
            heir.is_lead, heir.lead_offered_at = True, None
    audit.record(system(clock.now()), "team.member_erased", f"entry:{entry.id}", chain=entry.call_id)
    db.announce(MakerErased(call_id=entry.call_id, entry_id=entry.id))


def _remove(entry: Entry) -> None:
    """Delete a draft that was never handed in, with all that hangs on it."""
    files = _files(entry)
    drop_bytes(_keys(files))
    audit.forget(subjects=_subjects(entry, files))
    _delete_hanging_on(entry, files, kept={"entry"})
    db.session.execute(delete(Entry).where(Entry.id == entry.id))
    audit.record(system(clock.now()), "entry.erased", f"entry:{entry.id}", chain=entry.call_id)


def _empty(entry: Entry) -> None:
    """Take words, names and bytes out of an entry that was handed in; its code, marks and receipts' digests stay."""
    files, now = _files(entry), clock.now()
    drop_bytes(_keys(files))
    audit.forget(subjects=_subjects(entry, files))
    for file in files:
        file.name, file.sha256, file.client_sha256, file.refusal_values = "–", None, None, {}
        file.state, file.refusal, file.stands_at, file.removed_at = FileState.refused, "erased", None, now
    _delete_hanging_on(entry, files, kept=_EMPTIED | _BOOKS)
    for receipt in db.session.scalars(select(Submission).where(Submission.entry_id == entry.id)):
        receipt.manifest = blank_manifest(receipt.manifest)
    for kind, values in _blanks():
        db.session.execute(update(kind).where(kind.entry_id == entry.id).values(**values))
    was_standing = entry.state == EntryState.submitted
    entry.title, entry.answers, entry.pending, entry.about, entry.agreed = "", {}, None, {}, {}
    entry.languages, entry.translations, entry.checked = [], {}, {}
    entry.file_words, entry.cover_id = {}, None
    entry.state, entry.updated_at = EntryState.withdrawn, now
    audit.record(system(now), "entry.erased", f"entry:{entry.id}", chain=entry.call_id)
    db.announce(EntryErased(call_id=entry.call_id, entry_id=entry.id))
    if was_standing:
        db.announce(EntryWithdrawn(call_id=entry.call_id, entry_id=entry.id))


def _blanks() -> list[tuple[Any, dict[str, Any]]]:
    return [
        (LaterEntry, {**_NO_WORDS, "languages": [], "pending": None}),
        (EntryCheck, {"reason": ""}),
        (FixRequest, {"items": []}),
        (Extension, {"reason": ""}),
    ]


def _files(entry: Entry) -> list[EntryFile]:
    return list(db.session.scalars(select(EntryFile).where(EntryFile.entry_id == entry.id)))


def _keys(files: Sequence[EntryFile]) -> list[str]:
    derived = select(Derivative.key).where(Derivative.file_id.in_([file.id for file in files]))
    return [*(file.key for file in files), *db.session.scalars(derived)]


def _subjects(entry: Entry, files: Sequence[EntryFile]) -> list[str]:
    return [f"entry:{entry.id}", *(f"file:{file.id}" for file in files)]


def _delete_hanging_on(entry: Entry, files: Sequence[EntryFile], kept: set[str]) -> None:
    """Delete the rows of this domain that refer to an entry or to its files, those that refer to others first."""
    gone = {"entry": [entry.id], "entry_file": [file.id for file in files]}
    domains = {mapper.local_table: mapper.class_.__module__.split(".")[1] for mapper in db.Base.registry.mappers}
    db.session.flush()
    for table in reversed(db.Base.metadata.sorted_tables):
        if domains[table] != "entries" or table.name in kept:
            continue
        for key in table.foreign_keys:
            if key.column.table.name in gone:
                db.session.execute(table.delete().where(key.parent.in_(gone[key.column.table.name])))

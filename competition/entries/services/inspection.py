"""What the worker does with a file that has landed: read it once, check it, make clean copies of it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import delete, select

from competition import actor, audit, clock, db, mail, scanning, storage
from competition.calls.models import EntryField
from competition.entries.media.report import Made, Order, Report
from competition.entries.media.sandbox import inspect
from competition.entries.models import Derivative, Entry, EntryFile, EntryMember
from competition.entries.rules import EntryState, FileState, Form, Scan
from competition.entries.rules.awaiting import HASH_DIFFERS, is_lost
from competition.entries.services import arrivals, likeness
from competition.people.models import Person
from competition.storage import keys
from competition.storage.interface import ObjectHeaders
from competition.storage.sniff import HEAD_LENGTH, sniff

IMMUTABLE = "private, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class _Landed:
    """A file that waits to be read, with the rules of its question."""

    file: EntryFile
    field: EntryField
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Stored:
    made: Made
    key: str
    size: int


def verify_file(file_id: str) -> None:
    """Read a landed file off the bucket once, and make it ready or refuse it; a settled file is left alone.

    Raises `StorageUnavailable` when the bucket does not answer: the job is then tried again.
    """
    landed = _load(file_id)
    if landed is None:
        return
    with tempfile.TemporaryDirectory(prefix="facet-") as folder:
        source = Path(folder) / "original"
        digest = _fetch(landed.file.key, source)
        fault = _fault(landed.file, source, digest)
        if fault:
            is_promised = fault == HASH_DIFFERS and landed.file.awaited_until is not None
            _refuse(landed, Report(refusal=fault, values={"awaited": True} if is_promised else {}), digest)
            return
        _mark_verified(landed, digest)
        found = _scanned(landed, source)
        if found:
            _refuse(landed, Report(refusal="malware", values={"name": found}), digest)
            return
        report = inspect(Order(str(source), landed.file.media_type, folder, dict(landed.field.options)))
        if report.refusal:
            _refuse(landed, report, digest)
        else:
            _mark_ready(landed, report, _store(report.made, Path(folder)))


def give_up(file_id: str) -> None:
    """Refuse a file whose reading failed as often as a job is tried; its team may send another."""
    landed = _load(file_id)
    if landed is not None:
        _refuse(landed, Report(refusal="given_up"), landed.file.sha256)


def _load(file_id: str) -> _Landed | None:
    query = (
        select(EntryFile, EntryField, Entry)
        .join(EntryField, EntryField.id == EntryFile.field_id)
        .join(Entry, Entry.id == EntryFile.entry_id)
        .where(EntryFile.id == file_id, EntryFile.state.in_([FileState.landed, FileState.verified, FileState.scanned]))
        # What was taken out of the form is still read while it stands by an earlier receipt.
        .where(EntryFile.removed_at.is_(None) | EntryFile.stands_at.is_not(None))
    )
    row = db.session.execute(query).first()
    db.session.rollback()
    return _Landed(*row) if row else None


def _fetch(key: str, target: Path) -> str:
    """Stream an object into a file and return its SHA-256 in hex."""
    digest = hashlib.sha256()
    with target.open("wb") as file:
        for chunk in storage.bucket().stream(key):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _fault(file: EntryFile, source: Path, digest: str) -> str | None:
    if source.stat().st_size != file.size:
        return "damaged"
    if file.client_sha256 and file.client_sha256 != digest:
        return HASH_DIFFERS
    with source.open("rb") as opened:
        found = sniff(opened.read(HEAD_LENGTH), file.size)
    return None if found == file.media_type else "type_mismatch"


def _store(made: Sequence[Made], folder: Path) -> list[_Stored]:
    target, stored = keys.derived_folder(), []
    for one in made:
        path = folder / one.name
        key = keys.derived(target, one.name)
        with path.open("rb") as content:
            storage.bucket().put(key, content, ObjectHeaders(one.media_type, IMMUTABLE))
        stored.append(_Stored(one, key, path.stat().st_size))
    return stored


def _mark_verified(landed: _Landed, digest: str) -> None:
    now = clock.now()
    with db.transaction() as session:
        file = _locked(landed.file.id)
        file.sha256, file.verified_at, file.state = digest, now, FileState.verified
        session.flush()
        _record(landed, "file.verified", sha256=digest, size=file.size)


def _scanned(landed: _Landed, source: Path) -> str | None:
    """Let the scanner look at a file before we open it; return the name of what it found.

    Raises `ScannerUnavailable` when it does not answer: the file waits, and the job is then tried again.
    """
    scanner, outcome = scanning.scanner(), Scan.clean
    try:
        with source.open("rb") as opened:
            found = scanner.scan(opened) if scanner else None
    except scanning.TooLargeToScan:
        found, outcome = None, Scan.too_large
    if found:
        return found
    outcome = outcome if scanner else Scan.not_scanned
    with db.transaction():
        file = _locked(landed.file.id)
        file.state, file.scan = FileState.scanned, outcome
        _record(landed, "file.scanned", outcome=str(outcome))
    return None


def _mark_ready(landed: _Landed, report: Report, stored: Sequence[_Stored]) -> None:
    with db.transaction() as session:
        file = _locked(landed.file.id)
        old = list(session.scalars(select(Derivative.key).where(Derivative.file_id == file.id)))
        session.execute(delete(Derivative).where(Derivative.file_id == file.id))
        session.add_all(_derivative(file.id, one) for one in stored)
        for name, value in asdict(report.found).items():
            setattr(file, name, value)
        file.colour, file.state = report.colour, FileState.ready
        likeness.note(landed.entry, file, report.likeness)
        arrivals.announce(file)
    for key in old:
        storage.bucket().delete(key)


def _derivative(file_id: str, stored: _Stored) -> Derivative:
    made = stored.made
    return Derivative(
        id=db.new_id(),
        file_id=file_id,
        form=Form(made.form),
        page=made.page,
        key=stored.key,
        media_type=made.media_type,
        width=made.width,
        height=made.height,
        size=stored.size,
    )


def _refuse(landed: _Landed, report: Report, digest: str | None) -> None:
    """Refuse a file: its page says why; if the entry was handed in already, its team gets a letter too."""
    with db.transaction():
        file = _locked(landed.file.id)
        file.state, file.sha256 = FileState.refused, digest
        file.refusal, file.refusal_values = report.refusal, dict(report.values)
        _record(landed, "file.refused", sha256=digest, reason=report.refusal)
        entry = db.session.get(Entry, landed.entry.id, populate_existing=True)
        if is_lost(file):
            arrivals.announce(file)
        elif entry is not None and entry.state == EntryState.submitted:
            _tell_team(entry, file)


def _tell_team(entry: Entry, file: EntryFile) -> None:
    team = select(Person).join(EntryMember, EntryMember.person_id == Person.id).where(EntryMember.entry_id == entry.id)
    for person in db.session.scalars(team):
        to = mail.Recipient(person.email, person.name, person.locale, person.id)
        mail.queue_letter(
            "entries/file_refused",
            to,
            key=f"file-refused:{file.id}:{person.id}",
            entry_id=entry.id,
            code=entry.code,
            file_name=file.name,
        )


def _locked(file_id: str) -> EntryFile:
    return db.session.get_one(EntryFile, file_id, with_for_update=True, populate_existing=True)


def _record(landed: _Landed, kind: str, **detail: object) -> None:
    by = actor.system(clock.now())
    audit.record(by, kind, f"file:{landed.file.id}", chain=landed.entry.call_id, **detail)

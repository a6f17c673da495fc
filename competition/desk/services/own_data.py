"""Take one's own data out: a job packs rows and originals into archives in the bucket, and writes when they are there.

An archive is written to disk file by file, so that neither memory nor a web process holds it; it is whole or it is
not there. A long export is cut into several archives, and the last holds the list of all.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from competition import audit, clock, db, mail, queueing, storage
from competition.actor import Actor
from competition.desk import queries
from competition.desk.models import DataExport
from competition.desk.queries import OwnFile
from competition.entries.services import drop_bytes
from competition.facts import PersonErased
from competition.people.models import Person
from competition.storage import keys
from competition.storage.interface import ObjectHeaders, ObjectMissing

PART_BYTES = 1024**3
KEPT_FOR = timedelta(days=7)
_ZIP = ObjectHeaders("application/zip", "no-store")


@dataclass
class _Packing:
    """An export on its way: the list of all files, the archives that are in the bucket, and what was missing."""

    export: DataExport
    folder: Path
    most: int
    lines: list[dict[str, Any]] = field(default_factory=list)
    parts: list[dict[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    archive: zipfile.ZipFile | None = None

    @property
    def number(self) -> int:
        """Return the number of the archive that is being written."""
        return len(self.parts) + 1


def ask_export(actor: Actor) -> DataExport:
    """Have the actor's own data packed; while one is being packed, that is the one."""
    with db.transaction() as session:
        session.get_one(Person, actor.person_id, with_for_update=True)
        waiting = select(DataExport).where(DataExport.person_id == actor.person_id, DataExport.ready_at.is_(None))
        known = session.scalar(waiting.limit(1))
        if known is not None:
            return known
        export = DataExport(
            id=db.new_id(), person_id=str(actor.person_id), folder=keys.export_folder(), asked_at=actor.at
        )
        session.add(export)
        session.flush()
        queueing.schedule("desk.make_export", key=f"make-export:{export.id}", export_id=export.id)
        audit.record(actor, "person.export_asked", f"person:{actor.person_id}")
    return export


def make_export(export_id: str, most: int = PART_BYTES) -> None:
    """Pack an export. A fault leaves it waiting and the job is tried again: half an archive is never handed out."""
    export = db.session.get(DataExport, export_id)
    if export is None or export.ready_at is not None:
        return
    rows, files = queries.own_rows(export.person_id), queries.own_files(export.person_id)
    db.session.rollback()
    with tempfile.TemporaryDirectory() as folder:
        packing = _Packing(export, Path(folder), most)
        _add_text(packing, "data.json", json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True))
        for file in files:
            _add_file(packing, file)
        listed = {"files": packing.lines, "missing": packing.missing}
        _add_text(packing, "manifest.json", json.dumps(listed, ensure_ascii=False, indent=1))
        _store(packing)
    _finish(packing)


def forget_export(export_id: str) -> None:
    """Delete an export whose week is over, bytes first."""
    export = db.session.get(DataExport, export_id)
    db.session.rollback()
    if export is None or export.expires_at is None or export.expires_at > clock.now():
        return
    for part in export.parts:
        storage.bucket().delete(part["key"])
    with db.transaction() as session:
        gone = session.get(DataExport, export_id)
        if gone is not None:
            session.delete(gone)


def on_person_erased(fact: PersonErased) -> None:
    """Delete what the person had packed, also what is being packed."""
    for export in db.session.scalars(select(DataExport).where(DataExport.person_id == fact.person_id)):
        drop_bytes([part["key"] for part in export.parts] or [keys.export(export.folder, 1)])
        db.session.delete(export)


def _add_file(packing: _Packing, file: OwnFile) -> None:
    """Stream an original into the archive, hashing it on its way; one that is gone is named as missing."""
    archive = _open(packing)
    if archive.fp is not None and archive.fp.tell() > packing.most:
        _store(packing)
        archive = _open(packing)
    try:
        chunks = storage.bucket().stream(file.key)
    except ObjectMissing:
        packing.missing.append(file.path)
        return
    digest, size = hashlib.sha256(), 0
    with archive.open(file.path, "w", force_zip64=True) as target:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    line = {**asdict(file), "size": size, "sha256": digest.hexdigest(), "archive": packing.number}
    packing.lines.append({name: line[name] for name in ("path", "size", "sha256", "archive", "file_id")})


def _add_text(packing: _Packing, path: str, text: str) -> None:
    content = text.encode()
    _open(packing).writestr(path, content, zipfile.ZIP_DEFLATED)
    digest = hashlib.sha256(content).hexdigest()
    packing.lines.append({"path": path, "size": len(content), "sha256": digest, "archive": packing.number})


def _open(packing: _Packing) -> zipfile.ZipFile:
    if packing.archive is None:
        packing.archive = zipfile.ZipFile(packing.folder / "archive.zip", "w", zipfile.ZIP_STORED)
    return packing.archive


def _store(packing: _Packing) -> None:
    """Close the archive and put it into the bucket under its number; the disk is free again."""
    _open(packing).close()
    path, files = packing.folder / "archive.zip", [one for one in packing.lines if one["archive"] == packing.number]
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
        content.seek(0)
        key = keys.export(packing.export.folder, packing.number)
        storage.bucket().put(key, content, _ZIP)
    size, packing.archive = path.stat().st_size, None
    path.unlink()
    packing.parts.append({"key": key, "size": size, "sha256": digest, "files": len(files)})


def _finish(packing: _Packing) -> None:
    now = clock.now()
    with db.transaction() as session:
        export = session.get(DataExport, packing.export.id, with_for_update=True, populate_existing=True)
        if export is None:  # The person was erased meanwhile: what was packed goes too.
            drop_bytes([part["key"] for part in packing.parts])
            return
        export.parts, export.missing = packing.parts, packing.missing
        export.ready_at, export.expires_at = now, now + KEPT_FOR
        due_at, key = now + KEPT_FOR, f"forget-export:{export.id}"
        queueing.schedule("desk.forget_export", due_at=due_at, key=key, export_id=export.id)
        person = session.get_one(Person, export.person_id)
        to = mail.Recipient(person.email, person.name, person.locale, person.id)
        expires_at = export.expires_at.isoformat()
        mail.queue_letter("desk/export_ready", to, key=f"export-ready:{export.id}", expires_at=expires_at)

"""What is a person's own, in every table: rows as plain values, and the files that he and his teams sent."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select

from competition import db, storage
from competition.actor import Actor
from competition.audit import AuditEvent
from competition.desk.models import DataExport
from competition.entries.models import Entry, EntryFile, EntryMember
from competition.entries.rules import ARRIVED
from competition.mail import Letter
from competition.people.models import Person
from competition.storage.links import SignedLink

# A column of these names says whose a row is, or who wrote it. Acts upon others' things stand in the log instead.
MINE = ("person_id", "juror_id", "filed_by", "submitted_by", "author_id", "accepted_by", "saved_by")
# Rows that hang on such rows: table, its column, the table it refers to.
BELOW = (
    ("inquiry_message", "inquiry_id", "inquiry"),
    ("score_sheet", "assignment_id", "assignment"),
    ("payment", "charge_id", "charge"),
    ("invoice", "charge_id", "charge"),
)
# What stands with an entry and is not its team's: who else was asked, and whose work looks like it.
NOT_THE_TEAMS = frozenset({"entry_invitation", "resemblance", "likeness"})
# What would open an account, a link or the bucket to whoever finds the archive, or means nothing outside.
SECRETS = frozenset(
    {"password_hash", "token_digest", "digest", "secret", "public_key", "credential_id", "key", "upload_id", "folder"}
    | {"begin_key", "lease"}
)
# The table of conflicts names makers to whom a juror is blind.
APART = frozenset(
    {"conflict", "job", "data_export", "errand", "recovery_code", "failed_sign_in", "audit_event", "audit_detail"}
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OwnFile:
    """An original in the bucket: where it lies, what it is called in the archive, and what we know of it."""

    file_id: str
    key: str
    path: str
    size: int
    sha256: str | None


def exports_of(actor: Actor) -> Sequence[DataExport]:
    """Return the actor's own takings out, newest first."""
    query = select(DataExport).where(DataExport.person_id == actor.person_id)
    return db.session.scalars(query.order_by(DataExport.asked_at.desc(), DataExport.id).limit(5)).all()


def export_of(actor: Actor, export_id: str) -> DataExport | None:
    """Return one of them while it may be fetched."""
    query = select(DataExport).where(DataExport.id == export_id, DataExport.person_id == actor.person_id)
    return db.session.scalar(query.where(DataExport.expires_at > actor.at))


def archive_link(actor: Actor, export_id: str, number: int) -> SignedLink | None:
    """Return the link that downloads one archive of an own export; it lasts 60 seconds."""
    export = export_of(actor, export_id)
    if export is None or not 1 <= number <= len(export.parts):
        return None
    name = f"facet-{export.asked_at:%Y-%m-%d}-{number}.zip"
    return storage.link_signer().original(export.parts[number - 1]["key"], actor.at, name, "application/zip")


def own_rows(person_id: str) -> dict[str, list[Row]]:
    """Return all rows that are a person's own, by table; secrets and keys are left out of them."""
    tables = db.Base.metadata.tables
    found = {"person": _rows(tables["person"], Person.id == person_id)}
    for name, table in sorted(tables.items()):
        mine = [table.c[column] == person_id for column in MINE if column in table.c]
        if mine and name not in APART:
            found[name] = _rows(table, or_(*mine))
    for name, column, above in BELOW:
        ids = [row["id"] for row in found.get(above, [])]
        found[name] = _rows(tables[name], tables[name].c[column].in_(ids))
    found |= _of_entries(person_id)
    found["letter"] = _rows(tables["letter"], Letter.person_id == person_id)
    found["log"] = _rows(tables["audit_event"], AuditEvent.actor_id == person_id)
    return {name: rows for name, rows in sorted(found.items()) if rows}


def own_files(person_id: str) -> list[OwnFile]:
    """Return the originals of the entries of whose teams the person is, also those that were removed and still lie."""
    query = (
        select(EntryFile, Entry.code)
        .join(Entry, Entry.id == EntryFile.entry_id)
        .join(EntryMember, EntryMember.entry_id == Entry.id)
        .where(EntryMember.person_id == person_id, EntryFile.state.in_(ARRIVED))
        .order_by(Entry.code, EntryFile.created_at, EntryFile.id)
    )
    return [
        OwnFile(file.id, file.key, f"files/{code}/{number:03}-{_plain(file.name)}", file.size, file.sha256)
        for number, (file, code) in enumerate(db.session.execute(query), start=1)
    ]


def _of_entries(person_id: str) -> dict[str, list[Row]]:
    """Return what hangs on the entries of the person's teams, in the tables of entries alone: no juror's, no result."""
    ids = list(db.session.scalars(select(EntryMember.entry_id).where(EntryMember.person_id == person_id)))
    own = {str(mapper.local_table): mapper.class_.__module__.split(".")[1] for mapper in db.Base.registry.mappers}
    tables = [table for table in db.Base.metadata.sorted_tables if own[table.name] == "entries"]
    found = {table.name: _rows(table, table.c.entry_id.in_(ids)) for table in tables if "entry_id" in table.c}
    found["entry"] = _rows(db.Base.metadata.tables["entry"], Entry.id.in_(ids))
    # Who else is on a team is that person's own to take out.
    found["entry_member"] = [row for row in found["entry_member"] if row["person_id"] == person_id]
    return {name: rows for name, rows in found.items() if name not in NOT_THE_TEAMS}


def _rows(table: Table, which: ColumnElement[bool]) -> list[Row]:
    shown = [column for column in table.c if column.name not in SECRETS]
    query = select(*shown).where(which).order_by(*table.primary_key.columns)
    return [dict(_plain_row(row)) for row in db.session.execute(query).mappings()]


def _plain_row(row: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        yield str(name), _plain_value(value)


def _plain_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _plain(name: str) -> str:
    """Return a file's name as no archive program trips over it."""
    return name.replace("/", "_").replace("\\", "_").lstrip(".")[-120:] or "file"

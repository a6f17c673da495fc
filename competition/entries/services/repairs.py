"""A file that was handed in and then turned out damaged: that file alone reopens, the entry keeps its time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from competition import audit, db
from competition.actor import Actor
from competition.entries.models import Entry, EntryFile
from competition.entries.queries import broken_file


def may_repair(entry_id: str, field_id: str, now: datetime) -> bool:
    """Tell whether a file may be sent in place of one that stands and was refused, whatever the calendar says."""
    return broken_file(entry_id, field_id, now) is not None


def restore_files(entry_id: str, now: datetime) -> None:
    """Put the files of the form back as they stand: what was added goes, what was taken out returns to its place."""
    query = select(EntryFile).where(EntryFile.entry_id == entry_id)
    for file in db.session.scalars(query):
        if file.stands_at is not None:
            file.removed_at, file.position = None, file.stands_at
        elif file.removed_at is None:
            file.removed_at = now


def take_place(actor: Actor, entry: Entry, file: EntryFile) -> None:
    """Let a landed file stand in place of the refused one of its question, if the entry has one that stands."""
    broken = broken_file(entry.id, file.field_id, actor.at)
    if broken is None:
        return
    file.stands_at, file.position = broken.stands_at, broken.position
    broken.stands_at, broken.removed_at = None, actor.at
    audit.record(actor, "file.replaced", f"file:{broken.id}", chain=entry.call_id, entry=entry.id, by=file.id)

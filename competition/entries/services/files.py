"""Remove files from the form and put them in order."""

from __future__ import annotations

from collections.abc import Sequence

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import EntryField
from competition.entries.models import Entry, EntryFile
from competition.entries.queries import files_of
from competition.entries.rules.drafting import working_content
from competition.entries.rules.file_words import handed_over
from competition.entries.rules.later import working_later
from competition.entries.rules.uploads import reordered
from competition.entries.services.access import own_file, writable_entry
from competition.entries.services.drafts import write_content
from competition.entries.services.later import write_later
from competition.entries.services.windows import later_entry, require_answerable


def remove_file(actor: Actor, file_id: str) -> EntryFile:
    """Take a file out of the team's form; what stands keeps it until a changed version is handed in.

    Its bytes stay two days longer, and for good if a receipt names it.
    """
    with db.transaction():
        file, own = own_file(actor, file_id)
        require_answerable(own, actor, file.field_id)
        file.removed_at = actor.at
        audit.record(actor, "file.removed", f"file:{file.id}", chain=own.call.id, entry=own.entry.id)
    return file


def take_over(actor: Actor, entry: Entry, file: EntryFile) -> None:
    """Let a landed file take the place of the one that it replaces, with its words; what stands keeps the old one."""
    old = db.session.get(EntryFile, file.replaces_id) if file.replaces_id else None
    if old is None or old.removed_at is not None:
        return
    file.position, old.removed_at = old.position, actor.at
    round_id = db.session.get_one(EntryField, file.field_id).round_id
    if round_id is None:
        write_content(entry, handed_over(working_content(entry), old.id, file.id))
    else:
        later = later_entry(entry.id, round_id)
        write_later(entry, later, handed_over(working_later(entry, later), old.id, file.id))
    audit.record(actor, "file.replaced", f"file:{old.id}", chain=entry.call_id, entry=entry.id, by=file.id)


def reorder_files(actor: Actor, entry_id: str, field_id: str, wanted: Sequence[str]) -> None:
    """Put the files of one question into an order; ids that are not its own are ignored."""
    with db.transaction():
        own = writable_entry(actor, entry_id)
        files = {file.id: file for file in files_of(entry_id) if file.field_id == field_id}
        if files:
            require_answerable(own, actor, field_id)
        for position, file_id in enumerate(reordered(list(files), wanted)):
            files[file_id].position = position

"""Say how many bytes of files a call takes. What is there already stays, also where it is more."""

from __future__ import annotations

from competition import audit, db
from competition.actor import Actor
from competition.calls.rules.room import GIGABYTE, LimitFiles, check_limits
from competition.calls.services.loading import call_to_change, changes


def limit_files(actor: Actor, call_id: str, command: LimitFiles) -> None:
    """Set how much the files of one entry, and those of all, may take."""
    check_limits(command)
    with db.transaction():
        call = call_to_change(actor, call_id, command.version)
        wanted = {"entry_bytes": command.per_entry * GIGABYTE, "call_bytes": command.per_call * GIGABYTE}
        audit.record(actor, "call.files_limited", f"call:{call.id}", chain=call.id, changes=changes(call, wanted))

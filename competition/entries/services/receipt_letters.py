"""The receipt as a letter to everybody of the team."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from competition import mail
from competition.entries.models import Submission
from competition.entries.queries import files_named, makers_of, title_for
from competition.entries.rules.states import VERIFIED
from competition.entries.services.access import Own


def tell_team(own: Own, submission: Submission) -> None:
    """Write to the whole team."""
    entry = own.entry
    for person_id, name, address, locale in makers_of([entry.id])[entry.id]:
        mail.queue_letter(
            "entries/receipt",
            mail.Recipient(address, name, locale, person_id),
            key=f"receipt:{submission.id}:{person_id}",
            **_letter(own, submission, locale),
        )


def _letter(own: Own, submission: Submission, locale: str) -> dict[str, Any]:
    files = submission.manifest["files"]
    verified = {file.id for file in files_named(submission) if file.state in VERIFIED}
    return {
        "entry_id": own.entry.id,
        "number": submission.number,
        "code": own.entry.code,
        "title": str(title_for(own.entry, locale)),
        "call": own.call.title,
        "submitted_at": submission.manifest["submitted_at"],
        "clocks": submission.manifest["clocks"],
        "late": submission.is_late,
        "timing": str(submission.timing),
        "agreed": [
            {"text": one["text"], "place": one["place"], "given": one["given"], "version": one["version"]}
            for one in submission.manifest["agreed"]
        ],
        "manifest_digest": submission.manifest_digest,
        "files": [_file(file, is_verified=file["file"] in verified) for file in files],
    }


def _file(line: Mapping[str, Any], *, is_verified: bool) -> dict[str, Any]:
    """Return what the letter says of a file; of one on its way, till when it may land and with which SHA-256."""
    told = {"name": line["name"], "size": line["size"], "sha256": line["sha256"], "verified": is_verified}
    return {**told, "awaited_until": line["awaited_until"], "promised": line["sha256_by_browser"]}

"""What the organisers do for an entry's readers: check a translation, or write one beside the team's own words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from competition import audit, db
from competition.actor import Actor
from competition.calls.queries import fields_of
from competition.calls.rules import length
from competition.entries.models import Entry
from competition.entries.queries import all_written_of, answered_in_rounds, standing_files
from competition.entries.rules.drafting import MOST_DRAFT_CHARACTERS, MOST_TITLE
from competition.entries.rules.receipts import digest_of
from competition.entries.rules.refusals import BadInput, EntryNotFound, TranslationStale
from competition.entries.rules.states import EntryState
from competition.entries.rules.versions import TITLE, CheckTranslation, Written, digest, pieces_of
from competition.i18n import LANGUAGES


def check_translation(actor: Actor, call_id: str, entry_id: str, command: CheckTranslation) -> None:
    """Keep what the jury and the public read in one more language, beside what the team wrote itself.

    Pieces left empty are nobody's but the team's again. Raises `TranslationStale` if another organiser saved meanwhile.
    """
    with db.transaction():
        entry = _handed_in(call_id, entry_id)
        told, code = all_written_of(entry), command.language
        if code not in LANGUAGES or code == told.language or length(command.pieces.get(TITLE, "")) > MOST_TITLE:
            raise BadInput
        if command.version != told.version_of(code):
            raise TranslationStale(newest=told.version_of(code))
        pieces = _pieces(entry, told, command)
        before = entry.checked.get(code, {}).get("pieces", {})
        if pieces == before:
            return
        entry.checked = {**entry.checked, code: {"version": command.version + 1, "pieces": pieces}}
        detail = {"language": code, "pieces": sorted(pieces), "before": digest_of(before), "after": digest_of(pieces)}
        audit.record(actor, "entry.translation_checked", f"entry:{entry.id}", chain=call_id, **detail)


def _handed_in(call_id: str, entry_id: str) -> Entry:
    """Return an entry of this call that stands, locked; a draft is its team's own."""
    query = select(Entry).where(Entry.id == entry_id, Entry.call_id == call_id, Entry.state == EntryState.submitted)
    entry = db.session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if entry is None:
        raise EntryNotFound
    return entry


def _pieces(entry: Entry, told: Written, command: CheckTranslation) -> dict[str, Any]:
    """Return the translation of what the jury may read, each piece with the original that it is of."""
    known = pieces_of([*fields_of(entry.call_id), *answered_in_rounds(entry)], standing_files(entry.id))
    given = {piece: command.pieces.get(piece, "")[:MOST_DRAFT_CHARACTERS] for piece in known}
    return {
        piece: {"text": text, "of": digest(told.original(piece))}
        for piece, text in given.items()
        if text and told.original(piece)
    }

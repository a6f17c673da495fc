"""Begin an entry, save its draft, take it back and open it again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import exists, func, select

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import Call, Category, EntryField
from competition.calls.queries import all_fields_of, call_by_id, entering_calendar
from competition.calls.rules import CallState, FieldKind, Phase, is_empty, phase_at
from competition.entries.models import Entry, EntryMember
from competition.entries.queries import files_of
from competition.entries.queries.agreements import lead_of
from competition.entries.rules.checking import mended
from competition.entries.rules.drafting import (
    MOST_DRAFT_CHARACTERS,
    MOST_DRAFT_ROWS,
    MOST_ENTRIES_PER_PERSON,
    MOST_TITLE,
    Draft,
    may_begin,
    may_reopen,
    may_withdraw,
    merged,
    refusal_to_edit,
    standing_content,
    working_content,
)
from competition.entries.rules.file_words import kept_words, pieces_of_files
from competition.entries.rules.receipts import ALPHABET, CODE_LENGTH, code_from
from competition.entries.rules.refusals import CallClosed, DraftStale, EntryNotFound, NotSoNow, TooManyEntries
from competition.entries.rules.states import EntryState
from competition.entries.rules.versions import TITLE, WORDED
from competition.entries.services.access import Own, editable_entry, led_entry, opening
from competition.entries.services.allowances import take_late_code
from competition.entries.services.repairs import restore_files
from competition.entries.services.terms import kept_terms, lock_person, require_room
from competition.facts import EntryWithdrawn
from competition.i18n import LANGUAGES


def begin_entry(actor: Actor, call_id: str, late_code: str = "", key: str = "") -> Entry:
    """Begin a draft in a call that takes entries; the actor leads its team. His address need not be confirmed yet.

    Once the call has closed a code for late entry lets him in, and counts as used. With a `key`, the same request
    again returns the same draft, also when its answer was lost.
    """
    with db.transaction() as session:
        if actor.person_id is None:
            raise EntryNotFound
        lock_person(actor.person_id)
        begin_key = f"{actor.person_id}:{key}" if key else None
        known = session.scalar(select(Entry).where(Entry.begin_key == begin_key)) if key else None
        if known is not None:
            return known
        is_open = require_beginning(actor, call_id, late_code)
        if led_by(actor.person_id, call_id) >= MOST_ENTRIES_PER_PERSON:
            raise TooManyEntries(most=MOST_ENTRIES_PER_PERSON)
        require_room(session.get_one(Call, call_id), actor.person_id)
        entry = Entry(
            id=db.new_id(), code=_free_code(call_id), call_id=call_id, answers={}, locale=actor.locale,
            begin_key=begin_key, created_at=actor.at, updated_at=actor.at,
        )  # fmt: skip
        session.add(entry)
        session.flush()
        session.add(
            EntryMember(id=db.new_id(), entry_id=entry.id, person_id=actor.person_id, is_lead=True, joined_at=actor.at)
        )
        audit.record(actor, "entry.begun", f"entry:{entry.id}", chain=call_id, code=entry.code)
        if late_code and not is_open:
            take_late_code(actor, entry, late_code)
    return entry


def require_beginning(actor: Actor, call_id: str, late_code: str = "") -> bool:
    """Raise why a call takes no new entries now; tell whether it does without a code for late entry."""
    call = call_by_id(call_id)
    if call is None or call.state != CallState.published:
        raise EntryNotFound
    calendar = entering_calendar(call)
    is_open = may_begin(calendar, actor.at)
    if not is_open and not (late_code and phase_at(calendar, actor.at) == Phase.closed):
        raise refusal_to_edit(EntryState.draft, calendar, actor.at) or CallClosed
    return is_open


def save_draft(actor: Actor, entry_id: str, draft: Draft) -> Entry:
    """Keep what the form holds, and return the entry with its new version. Not logged.

    What stands of an entry that is handed in is not touched: the changes wait until they are handed in too. An answer
    that the form did not ask for stays, and of what only a request to mend holds open all other parts. Raises
    `DraftStale` with the other version if somebody saved meanwhile. The same words again are no conflict, nor are words
    that build on a save of the same browser whose answer was lost.
    """
    with db.transaction():
        own = editable_entry(actor, entry_id)
        entry = own.entry
        content = mended(working_content(entry), _kept(own, draft), opening(own, actor).parts)
        if content == working_content(entry):
            return entry
        if draft.version != entry.version and entry.saved_as not in set(draft.unanswered) - {""}:
            raise DraftStale(version=entry.version, theirs=working_content(entry))
        write_content(entry, merged(content, working_content(entry), draft.taken))
        entry.version += 1
        entry.saved_as, entry.updated_at = draft.saved_as, actor.at
    return entry


def withdraw_entry(actor: Actor, entry_id: str) -> Entry:
    """Take an entry back: no jury sees it any more. Until the hard close its lead does this alone.

    Asking again after a lost answer changes nothing; so with reopening.
    """
    with db.transaction():
        own = led_entry(actor, entry_id)
        entry = own.entry
        if entry.state == EntryState.withdrawn:
            return entry
        if not may_withdraw(entry.state, own.calendar, actor.at):
            raise NotSoNow
        audit.record(actor, "entry.withdrawn", f"entry:{entry.id}", chain=own.call.id, before=str(entry.state))
        entry.state, entry.updated_at = EntryState.withdrawn, actor.at
        db.announce(EntryWithdrawn(call_id=own.call.id, entry_id=entry.id))
    return entry


def reopen_entry(actor: Actor, entry_id: str) -> Entry:
    """Make a withdrawn entry a draft again, until the due time; it counts once it is handed in anew."""
    with db.transaction():
        own = led_entry(actor, entry_id)
        entry = own.entry
        if entry.state == EntryState.draft:
            return entry
        if not may_reopen(entry.state, own.calendar, actor.at):
            raise NotSoNow
        require_room(own.call, lead_of(entry_id) or "")
        entry.state, entry.submitted_at, entry.updated_at = EntryState.draft, None, actor.at
        write_content(entry, working_content(entry))
        audit.record(actor, "entry.reopened", f"entry:{entry.id}", chain=own.call.id)
    return entry


def discard_changes(actor: Actor, entry_id: str) -> Entry:
    """Bring back what stands, words and files, in place of changes that were not handed in."""
    with db.transaction():
        own = editable_entry(actor, entry_id)
        entry = own.entry
        if entry.state != EntryState.submitted:
            raise NotSoNow
        restore_files(entry.id, actor.at)
        entry.pending, entry.updated_at = None, actor.at
        entry.version += 1
        audit.record(actor, "entry.changes_discarded", f"entry:{entry.id}", chain=own.call.id)
    return entry


def write_content(entry: Entry, content: dict[str, Any]) -> None:
    """Put content where it belongs: beside what stands, or into the columns where nothing stands."""
    if entry.state == EntryState.submitted:
        entry.pending = content if content != standing_content(entry) else None
        return
    entry.pending = None
    for name, value in content.items():
        setattr(entry, name, value)


def _kept(own: Own, draft: Draft) -> dict[str, Any]:
    """Return what is stored of a draft: answers to what this very call asks only, a category of this call or none."""
    call_id, before = own.call.id, working_content(own.entry)
    fields = all_fields_of(call_id)
    present = {file.id for file in files_of(own.entry.id)}
    pieces = {TITLE: MOST_TITLE, **{field.id: MOST_DRAFT_CHARACTERS for field in fields if field.kind in WORDED}}
    pieces |= pieces_of_files(sorted(present))
    return {
        "title": draft.title[:MOST_TITLE],
        "answers": merged_answers(before["answers"], draft.answers, fields),
        "category_id": _category(call_id, draft),
        "locale": draft.locale if draft.locale in LANGUAGES else before["locale"],
        "languages": [code for code in LANGUAGES if code in draft.languages],
        "translations": merged_translations(before["translations"], draft.translations, pieces),
        "file_words": kept_words(before["file_words"], draft.file_words, present),
        "cover_id": draft.cover_id if draft.cover_id in present else None,
        **kept_terms(own, draft),
    }


def merged_answers(before: Mapping[str, Any], given: Mapping[str, Any], fields: Sequence[EntryField]) -> dict[str, Any]:
    """Return the answers after a save, in the order of the questions.

    A question that the form did not ask keeps its answer: it is asked no longer, or was not yet when the form was made.
    """
    words = [field.id for field in fields if field.kind != FieldKind.files]
    found = {name: _shortened(given[name]) if name in given else before.get(name) for name in words}
    return {name: value for name, value in found.items() if not is_empty(value)}


def merged_translations(
    before: Mapping[str, Mapping[str, str]], given: Mapping[str, Mapping[str, str]], pieces: Mapping[str, int]
) -> dict[str, dict[str, str]]:
    """Return the words in other languages after a save, of pieces that are asked; what the form did not hold stays.

    `pieces` tells the most characters that are kept of each.
    """
    known = {code: {**before.get(code, {}), **given.get(code, {})} for code in LANGUAGES}
    kept = {
        code: {piece: words[piece][:most] for piece, most in pieces.items() if words.get(piece)}
        for code, words in known.items()
    }
    return {code: words for code, words in kept.items() if words}


def _shortened(value: Any) -> Any:
    """Return an answer with no text in it longer, and no list in it of more, than any form asks for."""
    if isinstance(value, str):
        return value[:MOST_DRAFT_CHARACTERS]
    if isinstance(value, list):
        return [_shortened(one) for one in value[:MOST_DRAFT_ROWS]]
    return {name: _shortened(one) for name, one in value.items()} if isinstance(value, dict) else value


def _category(call_id: str, draft: Draft) -> str | None:
    query = select(exists().where(Category.call_id == call_id, Category.id == draft.category_id))
    return draft.category_id if draft.category_id and db.session.scalar(query) else None


def led_by(person_id: str, call_id: str) -> int:
    """Return how many entries of a call a person leads."""
    query = (
        select(func.count())
        .select_from(Entry)
        .join(EntryMember, EntryMember.entry_id == Entry.id)
        .where(Entry.call_id == call_id, EntryMember.person_id == person_id, EntryMember.is_lead.is_(True))
    )
    return db.session.scalar(query) or 0


def _free_code(call_id: str) -> str:
    """Return a code that no entry of the call has. 148 million are possible, so a second try is rare."""
    while True:
        code = code_from([secrets.randbelow(len(ALPHABET)) for _ in range(CODE_LENGTH)])
        if not db.session.scalar(select(exists().where(Entry.call_id == call_id, Entry.code == code))):
            return code

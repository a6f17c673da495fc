"""What later rounds ask of the entries that go on: they are told, they answer, they hand it in for a new receipt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select

from competition import audit, clock, db, mail, queueing
from competition.actor import Actor
from competition.calls.models import Call, EntryField, Round
from competition.calls.queries import fields_of, rounds_of
from competition.calls.rules import RoundStands
from competition.entries.models import Entry, EntryFile, Extension, LaterEntry, Submission
from competition.entries.queries import Later, Opening, later_opening, latest_receipt, makers_of, open_fix
from competition.entries.queries.times import allowances_in_rounds
from competition.entries.rules import EntryState
from competition.entries.rules.awaiting import Moment
from competition.entries.rules.checking import mended
from competition.entries.rules.deadline import Allowance, Timing
from competition.entries.rules.drafting import MOST_DRAFT_CHARACTERS, SubmitEntry
from competition.entries.rules.file_words import kept_words, pieces_of_files
from competition.entries.rules.lacking import lacks_of_answers
from competition.entries.rules.later import (
    LATER,
    NO_MORE,
    LaterDraft,
    later_content,
    standing_later,
    timing_of,
    window_of,
    working_later,
)
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.refusals import (
    AddressNotConfirmed,
    AlreadyHandedIn,
    ContentChanged,
    DraftStale,
    EntryNotFound,
    Incomplete,
)
from competition.entries.rules.terms import HandedInTerms
from competition.entries.rules.versions import WORDED
from competition.entries.services.access import Own, files_in_order, writable_entry
from competition.entries.services.awaiting import hold_uploads, promise_files
from competition.entries.services.checks import note_handing_in
from competition.entries.services.drafts import merged_answers, merged_translations
from competition.entries.services.receipt_letters import tell_team
from competition.entries.services.submission import (
    asked_now,
    handed_in,
    known_receipt,
    make_receipt,
    stand_in_order,
)
from competition.entries.services.windows import later_entry
from competition.facts import DeadlineMoved, RoundRemoved
from competition.i18n import LANGUAGES

# Files of later rounds stand after those of the entry: so many places are left to each round.
PLACES = 1000
# The dates of which those who answer a round are told.
ASKING_DATES = frozenset({"round_entries_open_at", "round_entries_due_at"})


@dataclass(frozen=True, slots=True)
class OwnLater:
    """What the actor's team holds for a later round, with the questions of it and the files to them."""

    own: Own
    asking: Round
    later: LaterEntry
    fields: Sequence[EntryField]
    files: Sequence[EntryFile]
    opening: Opening
    beyond: Allowance

    @property
    def content(self) -> dict[str, Any]:
        """Return what the form of the round holds, with what decides upon its questions."""
        return later_content(self.own.entry, self.later, self.opening.parts)

    def moment_at(self, at: datetime) -> Moment:
        """Return an instant with the dates by which the round is answered: what is on its way then may land yet."""
        return Moment(at, window_of(self.asking, self.later.opened_at, self.beyond))

    def timing_at(self, at: datetime) -> Timing:
        """Return how handing in at an instant lies to the due time; who mends what stands keeps the time of that."""
        latest = latest_receipt(self.own.entry.id, self.asking.id) if self.opening.fix else None
        return latest.timing if latest else timing_of(self.asking, self.later.opened_at, self.beyond, at)


def open_later(actor: Actor, round_id: str, entry_ids: Collection[str]) -> None:
    """Let exactly these entries answer a round, within the verb that chose them; those left out keep what they wrote.

    They are told by a job: at once, or when the round begins to ask.
    """
    with db.transaction() as session:
        rows = {row.entry_id: row for row in session.scalars(select(LaterEntry).where(LaterEntry.round_id == round_id))}
        for entry_id, row in rows.items():
            is_in = entry_id in entry_ids
            row.closed_at = None if is_in else (row.closed_at or actor.at)
        for entry_id in sorted(set(entry_ids) - set(rows)):
            row = LaterEntry(id=db.new_id(), entry_id=entry_id, round_id=round_id, answers={})
            row.opened_at = row.updated_at = actor.at
            session.add(row)
        session.flush()
        tell_when_open(session.get_one(Round, round_id))


def tell_when_open(asking: Round) -> None:
    """Write to the teams of a round's entries once it asks, if it asks anything."""
    opens_at = max(clock.now(), asking.entries_open_at or clock.now())
    queueing.schedule("entries.tell_of_round", due_at=opens_at, round_id=asking.id)


def on_round_moved(fact: DeadlineMoved) -> None:
    """Write anew to those who answer a round once its dates have moved."""
    if fact.name in ASKING_DATES:
        for asking in rounds_of(fact.call_id)[1:]:
            tell_when_open(asking)


def tell_of_round(round_id: str) -> None:
    """Write to everybody of a team that went on what is asked, and until when: once for each due time."""
    with db.transaction() as session:
        asking = session.get(Round, round_id)
        questions = fields_of(asking.call_id, round_id) if asking else []
        if asking is None or not questions or (asking.entries_open_at and asking.entries_open_at > clock.now()):
            return
        call = session.get_one(Call, asking.call_id)
        is_in = select(LaterEntry).where(LaterEntry.round_id == round_id, LaterEntry.closed_at.is_(None))
        rows = {row.entry_id: row for row in session.scalars(is_in)}
        for entry_id, makers in makers_of(rows).items():
            window = window_of(asking, rows[entry_id].opened_at)
            if window.due_at is None:
                continue
            for person_id, name, address, locale in makers:
                mail.queue_letter(
                    "entries/asked_in_round",
                    mail.Recipient(address, name, locale, person_id),
                    key=f"asked:{rows[entry_id].id}:{person_id}:{window.due_at:%Y%m%dT%H%M}",
                    entry_id=entry_id,
                    position=asking.position,
                    round=asking.name,
                    call=call.title,
                    questions=[question.label for question in questions],
                    due_at=window.due_at.isoformat(),
                    zone=call.time_zone,
                )


def save_later(actor: Actor, entry_id: str, round_id: str, draft: LaterDraft) -> LaterEntry:
    """Keep what the form of a round holds, as `save_draft` keeps the entry's; return it with its new version."""
    with db.transaction():
        mine = answerable(actor, entry_id, round_id)
        later, before = mine.later, working_later(mine.own.entry, mine.later)
        content = mended(before, _kept(mine, before, draft), mine.opening.parts)
        if content == before:
            return later
        if draft.version != later.version:
            raise DraftStale(version=later.version, theirs=later_content(mine.own.entry, later))
        write_later(mine.own.entry, later, content)
        later.version += 1
        later.updated_at = actor.at
    return later


def write_later(entry: Entry, later: LaterEntry, content: dict[str, Any]) -> None:
    """Put content where it belongs: beside what stands, or into the columns where nothing stands."""
    if later.state == EntryState.submitted:
        later.pending = content if content != standing_later(entry, later) else None
        return
    later.pending = None
    for name, value in content.items():
        setattr(later, name, value)


def _kept(mine: OwnLater, before: Mapping[str, Any], draft: LaterDraft) -> dict[str, Any]:
    """Return what is stored of a draft: answers to what this very round asks, words of the files that it took."""
    present = {file.id for file in mine.files}
    pieces = {field.id: MOST_DRAFT_CHARACTERS for field in mine.fields if field.kind in WORDED}
    pieces |= pieces_of_files(sorted(present))
    return {
        "answers": merged_answers(before["answers"], draft.answers, mine.fields),
        "languages": [code for code in LANGUAGES if code in draft.languages],
        "translations": merged_translations(before["translations"], draft.translations, pieces),
        "file_words": kept_words(before["file_words"], draft.file_words, present),
        "cover_id": draft.cover_id if draft.cover_id in present else None,
    }


def submit_later(actor: Actor, entry_id: str, round_id: str, command: SubmitEntry) -> Submission:
    """Hand in what the person saw, and return its receipt, as `submit_entry` does for the entry."""
    with db.transaction() as session:
        known = known_receipt(writable_entry(actor, entry_id).entry.id, command)
        if known:
            return known
        mine = answerable(actor, entry_id, round_id)
        hold_uploads(list(mine.fields), list(mine.files))
        _require_ready(actor, mine, command)
        asked, given = handed_in(mine.fields, mine.content, mine.files)
        promise_files(actor, mine.own.entry, given, mine.moment_at(actor.at))
        told = (mine.content, asked, given, HandedInTerms())
        asking = (mine.asking, mine.timing_at(actor.at))
        submission = make_receipt(actor, mine.own, command, manifest=told, asking=asking)
        session.add(submission)
        _stand(mine, given, submission)
        note_handing_in(actor, mine.own.entry, mine.opening.fix or open_fix(entry_id, actor.at))
        detail = {"receipt": submission.number, "manifest": submission.manifest_digest, "round": round_id}
        audit.record(actor, "entry.answered_round", f"entry:{entry_id}", chain=mine.own.call.id, **detail)
        tell_team(mine.own, submission)
    return submission


def answerable(actor: Actor, entry_id: str, round_id: str) -> OwnLater:
    """Return what the actor's team holds for a round, if it may change now; raise why not."""
    own = writable_entry(actor, entry_id)
    asking = db.session.get(Round, round_id)
    if asking is None or asking.call_id != own.call.id:
        raise EntryNotFound
    later = later_entry(entry_id, round_id)
    beyond = allowances_in_rounds(entry_id).get(round_id, NO_MORE)
    now_open = later_opening(own.entry, Later(asking, later, beyond), actor.at)
    if now_open.refusal:
        raise now_open.refusal
    fields, files = files_in_order(own.entry, now_open, round_id)
    return OwnLater(own, asking, later, fields, files, now_open, beyond)


def on_round_removed(fact: RoundRemoved) -> None:
    """Let those who went on into a round that goes be where they were; one that was answered stands."""
    rows = db.session.scalars(select(LaterEntry).where(LaterEntry.round_id == fact.round_id)).all()
    if any(row.answers or row.pending or row.submitted_at for row in rows) or _is_extended(fact.round_id):
        raise RoundStands
    db.session.execute(delete(LaterEntry).where(LaterEntry.round_id == fact.round_id))


def _is_extended(round_id: str) -> bool:
    return db.session.scalar(select(exists().where(Extension.round_id == round_id))) or False


def _require_ready(actor: Actor, mine: OwnLater, command: SubmitEntry) -> None:
    if not actor.email_confirmed:
        raise AddressNotConfirmed
    digest = content_digest(mine.content, mine.files)
    latest = latest_receipt(mine.own.entry.id, mine.asking.id)
    if latest is not None and mine.later.state == EntryState.submitted and latest.request_digest == digest:
        raise AlreadyHandedIn(number=latest.number)
    if digest != command.content_digest:
        raise ContentChanged
    found = lacks_of_answers(mine.content, asked_now(mine.fields), mine.files, mine.moment_at(actor.at))
    missing = [lack for lack in found if mine.opening.admits(lack.part)]
    if missing:
        raise Incomplete(missing=[asdict(lack) for lack in missing])


def _stand(mine: OwnLater, files: Sequence[EntryFile], submission: Submission) -> None:
    later, content = mine.later, {name: mine.content[name] for name in LATER}
    working = working_later(mine.own.entry, later)
    for name, value in content.items():
        setattr(later, name, value)
    later.pending, later.state = None if working == content else working, EntryState.submitted
    later.submitted_at = later.updated_at = submission.submitted_at
    stand_in_order(mine.own.entry.id, mine.fields, files, PLACES * mine.asking.position)

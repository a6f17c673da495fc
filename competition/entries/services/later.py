"""What later rounds ask of the entries that go on: they are told, they answer, they hand it in for a new receipt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, select

from competition import audit, clock, db, mail, queueing
from competition.actor import Actor
from competition.calls.models import Call, EntryField, Round
from competition.calls.queries import fields_of, rounds_of
from competition.calls.rules import RoundStands
from competition.entries.models import EntryFile, LaterEntry, Submission
from competition.entries.queries import latest_receipt, makers_of
from competition.entries.rules import EntryState
from competition.entries.rules.drafting import SubmitEntry
from competition.entries.rules.lacking import lacks_of_answers
from competition.entries.rules.later import LaterDraft, later_content, refusal_to_answer, window_of
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
from competition.entries.services.access import Own, files_in_order, writable_entry
from competition.entries.services.drafts import merged_answers
from competition.entries.services.submission import (
    asked_now,
    handed_in,
    known_receipt,
    make_receipt,
    stand_in_order,
    tell_team,
)
from competition.entries.services.windows import later_entry
from competition.facts import DeadlineMoved, RoundRemoved

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

    @property
    def content(self) -> dict[str, Any]:
        """Return what the form of the round holds, with what decides upon its questions."""
        return later_content(self.own.entry, self.later)


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
        later, before = mine.later, mine.content["answers"]
        answers = merged_answers(before, draft.answers, mine.fields)
        if answers == before:
            return later
        if draft.version != later.version:
            raise DraftStale(version=later.version, theirs=mine.content)
        if later.state == EntryState.submitted:
            later.pending = {"answers": answers} if answers != later.answers else None
        else:
            later.answers = answers
        later.version += 1
        later.updated_at = actor.at
    return later


def submit_later(actor: Actor, entry_id: str, round_id: str, command: SubmitEntry) -> Submission:
    """Hand in what the person saw, and return its receipt, as `submit_entry` does for the entry."""
    with db.transaction() as session:
        known = known_receipt(writable_entry(actor, entry_id).entry.id, command)
        if known:
            return known
        mine = answerable(actor, entry_id, round_id)
        _require_ready(actor, mine, command)
        asked, given = handed_in(mine.fields, mine.content, mine.files)
        told = (mine.content, asked, given, HandedInTerms())
        submission = make_receipt(actor, mine.own, command, manifest=told, asking=mine.asking)
        session.add(submission)
        _stand(mine, given, submission)
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
    window = window_of(asking, later.opened_at)
    refusal = refusal_to_answer(own.entry.state, window, actor.at, is_in=later.closed_at is None)
    if refusal:
        raise refusal
    fields, files = files_in_order(own.entry, round_id=round_id)
    return OwnLater(own, asking, later, fields, files)


def on_round_removed(fact: RoundRemoved) -> None:
    """Let those who went on into a round that goes be where they were; one that was answered stands."""
    rows = db.session.scalars(select(LaterEntry).where(LaterEntry.round_id == fact.round_id)).all()
    if any(row.answers or row.pending or row.submitted_at for row in rows):
        raise RoundStands
    db.session.execute(delete(LaterEntry).where(LaterEntry.round_id == fact.round_id))


def _require_ready(actor: Actor, mine: OwnLater, command: SubmitEntry) -> None:
    if not actor.email_confirmed:
        raise AddressNotConfirmed
    digest = content_digest(mine.content, mine.files)
    latest = latest_receipt(mine.own.entry.id, mine.asking.id)
    if latest is not None and mine.later.state == EntryState.submitted and latest.request_digest == digest:
        raise AlreadyHandedIn(number=latest.number)
    if digest != command.content_digest:
        raise ContentChanged
    missing = lacks_of_answers(mine.content, asked_now(mine.fields), mine.files, actor.at)
    if missing:
        raise Incomplete(missing=[asdict(lack) for lack in missing])


def _stand(mine: OwnLater, files: Sequence[EntryFile], submission: Submission) -> None:
    later, answers = mine.later, mine.content["answers"]
    later.answers, later.pending, later.state = dict(answers), None, EntryState.submitted
    later.submitted_at = later.updated_at = submission.submitted_at
    stand_in_order(mine.own.entry.id, mine.fields, files, PLACES * mine.asking.position)

"""The organisers' check of an entry: in order, please fix, not eligible, eligible after all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from competition import audit, clock, db, mail, queueing
from competition.actor import Actor, system
from competition.calls.models import Call, EntryField, Round
from competition.calls.queries import fields_of
from competition.entries.models import Entry, EntryCheck, FixRequest
from competition.entries.queries import answered_in_rounds, fixes_of, latest_receipt, makers_of, title_for
from competition.entries.rules.checking import (
    AFTER_HANDING_IN,
    CATEGORY,
    TITLE,
    AskFix,
    NeedsReason,
    NotToCheck,
    Verdict,
    refusal_to_ask,
    remind_at,
)
from competition.entries.rules.refusals import EntryNotFound
from competition.entries.rules.states import EntryState
from competition.errors import NotFound
from competition.facts import EntryBarred
from competition.people.rules import ORGANISERS, ScopeKind


def approve_entry(actor: Actor, call_id: str, entry_id: str) -> None:
    """Find an entry in order; a request to mend that is open is closed by it."""
    with db.transaction():
        _call, entry = _of_call(actor, call_id, entry_id, EntryState.submitted)
        _close_requests(actor, entry)
        _decide(actor, entry, Verdict.checked)
        _record(actor, entry, "check.in_order")


def ask_to_fix(actor: Actor, call_id: str, entry_id: str, command: AskFix) -> FixRequest:
    """Ask a team to mend named parts until a deadline: they open again, and nothing else, whatever the calendar says.

    One that is open already is closed by the new one. The team gets a letter, and one reminder.
    """
    with db.transaction() as session:
        call, entry = _of_call(actor, call_id, entry_id, EntryState.submitted)
        known = {TITLE, CATEGORY, *(field.id for field in _questions(entry))}
        command = AskFix(tuple(item for item in command.items if item.part in known), command.due_at)
        receipt, refusal = latest_receipt(entry_id), refusal_to_ask(command, actor.at)
        if refusal:
            raise refusal
        if receipt is None or command.due_at is None:
            raise NotToCheck
        _close_requests(actor, entry)
        items = [{"part": item.part, "words": item.words} for item in command.items]
        request = FixRequest(
            id=db.new_id(), entry_id=entry_id, items=items, receipt=receipt.number, due_at=command.due_at,
            asked_by=str(actor.person_id), asked_at=actor.at,
        )  # fmt: skip
        session.add(request)
        session.flush()
        _decide(actor, entry, Verdict.to_fix)
        _announce(actor, call, entry, request)
    return request


def _announce(actor: Actor, call: Call, entry: Entry, request: FixRequest) -> None:
    """Log a request, write to the team, and have it reminded once."""
    parts = [item["part"] for item in request.items]
    _record(actor, entry, "check.fix_asked", request=request.id, parts=parts, due_at=request.due_at)
    _tell(call, entry, "entries/fix_asked", f"fix-asked:{request.id}", **_words_of(request, call))
    due_at, key = remind_at(actor.at, request.due_at), f"fix-reminder:{request.id}"
    queueing.schedule("entries.remind_of_fix", due_at=due_at, key=key, request_id=request.id)


def remind_of_fix(request_id: str) -> None:
    """Remind a team, once, of what it has not mended yet."""
    with db.transaction() as session:
        request = session.get(FixRequest, request_id, populate_existing=True)
        if request is None or request.answered_at or request.closed_at or request.due_at <= clock.now():
            return
        entry = session.get_one(Entry, request.entry_id)
        call = session.get_one(Call, entry.call_id)
        _tell(call, entry, "entries/fix_reminder", f"fix-reminded:{request.id}", **_words_of(request, call))
        audit.record(
            system(clock.now()), "check.reminded", f"entry:{entry.id}", chain=entry.call_id, request=request.id
        )


def bar_entry(actor: Actor, call_id: str, entry_id: str, reason: str) -> None:
    """Find an entry not eligible, with a reason that its team reads: no jury sees it from now on."""
    if not reason.strip():
        raise NeedsReason
    with db.transaction():
        call, entry = _of_call(actor, call_id, entry_id, EntryState.submitted)
        _close_requests(actor, entry)
        entry.state = EntryState.not_eligible
        _decide(actor, entry, Verdict.not_eligible, reason.strip())
        _record(actor, entry, "check.not_eligible", reason=reason.strip())
        _tell(call, entry, "entries/not_eligible", f"not-eligible:{db.new_id()}", reason=reason.strip())
        db.announce(EntryBarred(call_id=call_id, entry_id=entry_id))


def readmit_entry(actor: Actor, call_id: str, entry_id: str) -> None:
    """Take "not eligible" back: the entry stands again as it was handed in."""
    with db.transaction():
        call, entry = _of_call(actor, call_id, entry_id, EntryState.not_eligible)
        entry.state = EntryState.submitted
        _decide(actor, entry, Verdict.checked)
        _record(actor, entry, "check.readmitted")
        _tell(call, entry, "entries/eligible_again", f"eligible-again:{db.new_id()}")
        db.announce(EntryBarred(call_id=call_id, entry_id=entry_id, is_lifted=True))


def note_handing_in(actor: Actor, entry: Entry, request: FixRequest | None) -> None:
    """Let the organisers look once more at an entry that was handed in again; inside the running transaction."""
    check = db.session.get(EntryCheck, entry.id, populate_existing=True)
    if check is not None:
        check.verdict = entry.verdict = AFTER_HANDING_IN.get(check.verdict, check.verdict)
    if request is not None:
        request.answered_at = request.answered_at or actor.at


def _of_call(actor: Actor, call_id: str, entry_id: str, state: EntryState) -> tuple[Call, Entry]:
    """Return an entry of this call in that state, locked as its team's verbs lock it; 404 for anybody else's."""
    if not actor.has_role(ScopeKind.call, call_id, *ORGANISERS):
        raise NotFound
    query = select(Entry).where(Entry.id == entry_id, Entry.call_id == call_id).with_for_update()
    entry = db.session.scalar(query.execution_options(populate_existing=True))
    if entry is None or entry.submitted_at is None:
        raise EntryNotFound
    if entry.state != state:
        raise NotToCheck
    return db.session.get_one(Call, call_id), entry


def _decide(actor: Actor, entry: Entry, verdict: Verdict, reason: str = "") -> None:
    check = db.session.get(EntryCheck, entry.id, populate_existing=True)
    if check is None:
        check = EntryCheck(entry_id=entry.id)
        db.session.add(check)
    check.verdict, check.reason, entry.verdict = verdict, reason, verdict
    check.decided_by, check.decided_at = str(actor.person_id), actor.at
    db.session.flush()


def _close_requests(actor: Actor, entry: Entry) -> None:
    for request in fixes_of(entry.id):
        if request.closed_at is None:
            request.closed_at, request.closed_by = actor.at, actor.person_id
            _record(actor, entry, "check.fix_closed", request=request.id)


def _record(actor: Actor, entry: Entry, kind: str, **detail: Any) -> None:
    audit.record(actor, kind, f"entry:{entry.id}", chain=entry.call_id, **detail)


def _words_of(request: FixRequest, call: Call) -> dict[str, Any]:
    """Return what the letter says; where only what a later round asked is to be mended, it leads there."""
    entry = db.session.get_one(Entry, request.entry_id)
    questions = {field.id: field for field in _questions(entry)}
    asked = [questions.get(item["part"]) for item in request.items]
    items = [{**item, "label": one.label if one else None} for item, one in zip(request.items, asked, strict=True)]
    rounds = {one.round_id if one else None for one in asked}
    round_id = rounds.pop() if len(rounds) == 1 else None
    position = db.session.get_one(Round, round_id).position if round_id else None
    return {"items": items, "position": position, "due_at": request.due_at.isoformat(), "time_zone": call.time_zone}


def _questions(entry: Entry) -> list[EntryField]:
    """Return what an entry is asked, and what later rounds asked that it answered."""
    later = [field for field in answered_in_rounds(entry) if field.asked_until is None]
    return [*fields_of(entry.call_id), *later]


def _tell(call: Call, entry: Entry, event: str, key: str, **words: Any) -> None:
    """Write to the whole team, each in his language."""
    for person_id, name, address, locale in makers_of([entry.id])[entry.id]:
        mail.queue_letter(
            event,
            mail.Recipient(address, name, locale, person_id),
            key=f"{key}:{person_id}",
            entry_id=entry.id,
            code=entry.code,
            title=str(title_for(entry, locale)),
            call=call.title,
            call_slug=call.slug,
            **words,
        )

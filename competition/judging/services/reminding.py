"""Remind jurors of what is left before a round closes: by a plan, and by hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from competition import audit, clock, db, queueing
from competition.actor import Actor, system
from competition.calls.models import Call, Round
from competition.calls.queries import call_by_id, rounds_of
from competition.facts import DeadlineMoved
from competition.judging.models import Reminder, ReminderPlan
from competition.judging.queries.panel import jurors_of, progress_of
from competition.judging.queries.reminding import days_of
from competition.judging.rules.oversight import NobodyToRemind, checked_days, due_at, step_at
from competition.judging.rules.sheets import require_sitting, session_at
from competition.judging.services.rubric import locked_round, require_overseer
from competition.mail import Recipient, queue_letter
from competition.people.models import Person


def plan_reminders(actor: Actor, call_id: str, days: Collection[int], position: int | None = None) -> None:
    """Choose how many days before the close of a round its jurors are reminded; none at all turns reminders off."""
    require_overseer(actor, call_id)
    wanted = checked_days(days)
    with db.transaction() as session:
        scored = locked_round(session, actor, call_id, position)
        before = days_of(scored.id)
        if wanted == before:
            return
        plan = session.get(ReminderPlan, scored.id) or ReminderPlan(round_id=scored.id)
        plan.days = list(wanted)
        session.add(plan)
        session.flush()
        schedule(scored)
        log = {"before": list(before), "after": list(wanted)}
        audit.record(actor, "reminders.planned", f"round:{scored.id}", chain=call_id, **log)


def schedule(scored: Round) -> None:
    """Schedule the reminders of a round that are to come, within the running transaction; what is past is left out."""
    if scored.closes_at is None:
        return
    for days in days_of(scored.id):
        due, step = due_at(scored.closes_at, days), step_at(scored.closes_at, days)
        if due > clock.now():
            key = f"remind:{scored.id}:{step}"
            queueing.schedule("judging.remind", due_at=due, key=key, round_id=scored.id, days=days, step=step)


def on_dates_moved(fact: DeadlineMoved) -> None:
    """Schedule the reminders anew once a date of a call has moved; those of the old close will find it gone."""
    for scored in rounds_of(fact.call_id):
        schedule(scored)


def remind_by_plan(round_id: str, days: int, step: str) -> int:
    """Remind, as the plan says, the jurors who have something left; return how many letters were written.

    Nothing is written if the plan or the close is no longer what it was, or the round is over. A second time it
    writes to nobody.
    """
    with db.transaction() as session:
        scored = session.get(Round, round_id, with_for_update=True, populate_existing=True)
        if scored is None or scored.closes_at is None or scored.closes_at <= clock.now():
            return 0
        if days not in days_of(round_id) or step_at(scored.closes_at, days) != step:
            return 0
        return _remind(session, system(clock.now()), scored, step, None)


def remind_by_hand(actor: Actor, call_id: str, juror_ids: Collection[str], token: str, position: int | None) -> int:
    """Remind these jurors now, those of them who have something left; return how many letters were written.

    The same `token` never writes to anybody twice.
    """
    require_overseer(actor, call_id)
    with db.transaction() as session:
        scored = locked_round(session, actor, call_id, position)
        require_sitting(session_at(scored.opens_at, scored.closes_at, actor.at))
        if not _with_work(scored, juror_ids):
            raise NobodyToRemind
        return _remind(session, actor, scored, f"hand {token}"[:60], juror_ids)


def _remind(session: Session, actor: Actor, scored: Round, step: str, chosen: Collection[str] | None) -> int:
    call = call_by_id(scored.call_id)
    written = []
    for person, left in _with_work(scored, chosen):
        row = {"round_id": scored.id, "juror_id": person.id, "step": step}
        unique = ("round_id", "juror_id", "step")
        sender = actor.person_id
        if call and db.insert_once(Reminder, unique, id=db.new_id(), sent_at=clock.now(), sent_by=sender, **row):
            _write(call, scored, person, left, step)
            written.append(person.id)
    if written:
        log = {"step": step, "jurors": written}
        audit.record(actor, "jurors.reminded", f"round:{scored.id}", chain=scored.call_id, **log)
    session.flush()
    return len(written)


def _with_work(scored: Round, chosen: Collection[str] | None) -> list[tuple[Person, int]]:
    """Return the jurors who have something left, with how much; of those that were chosen, if any were."""
    progress = progress_of(scored.id)
    return [
        (person, progress[person.id].left)
        for person in jurors_of(scored.call_id)
        if person.id in progress and progress[person.id].left and (chosen is None or person.id in chosen)
    ]


def _write(call: Call, scored: Round, person: Person, left: int, step: str) -> None:
    queue_letter(
        "judging/reminder",
        Recipient(person.email, person.name, person.locale, person.id),
        key=f"judging/reminder {scored.id} {person.id} {step}",
        call_id=call.id,
        call_title=call.title,
        number=left,
        zone=call.time_zone,
        closes_at=_plain(scored.closes_at),
        position=scored.position,
    )


def _plain(at: datetime | None) -> str | None:
    return at.isoformat() if at else None

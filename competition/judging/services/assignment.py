"""Lay entries before jurors: by an even deal that is shown before it is applied, or by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from competition import audit, db
from competition.actor import Actor
from competition.calls.queries import call_by_id, round_of
from competition.errors import NotFound
from competition.judging.engine import Deal, Pair, Pool, deal, linked_groups, place_in_order
from competition.judging.models import Assignment, ScoreSheet
from competition.judging.queries.panel import jurors_of, pool_of
from competition.judging.rules.panel import (
    AssignCommand,
    DealHasChanged,
    HandCommand,
    NobodyToAssign,
    OwnEntry,
    SheetIsBegun,
    check_per_entry,
)
from competition.judging.rules.rubric import RoundIsMissing
from competition.judging.services.rubric import locked_round, require_organiser
from competition.mail import Recipient, queue_letter


@dataclass(frozen=True, slots=True)
class Proposal:
    """A deal as it would be: nothing is stored. `before` are the loads that stand, `groups` as `linked_groups`."""

    per_entry: int
    seed: str
    dealt: Deal
    before: dict[str, int]
    groups: int


def propose_assignment(actor: Actor, call_id: str, per_entry: int, seed: str, position: int | None = None) -> Proposal:
    """Return the deal that would give each entry of a round `per_entry` jurors; what stands is kept."""
    require_organiser(actor, call_id)
    check_per_entry(per_entry)
    scored = round_of(call_id, position, actor.at)
    if scored is None:
        raise RoundIsMissing
    pool = _filled(pool_of(scored))
    dealt = deal(pool, per_entry, seed)
    before = {juror: sum(one == juror for _entry, one in pool.kept) for juror in pool.jurors}
    return Proposal(per_entry, seed, dealt, before, linked_groups([*pool.kept, *dealt.added]))


def apply_assignment(actor: Actor, call_id: str, command: AssignCommand, position: int | None = None) -> int:
    """Store the deal that was shown; return how many pairs were added. Refused if it would be another one by now."""
    require_organiser(actor, call_id)
    check_per_entry(command.per_entry)
    with db.transaction() as session:
        scored = locked_round(session, actor, call_id, position)
        dealt = deal(_filled(pool_of(scored)), command.per_entry, command.seed)
        if dealt.digest != command.digest:
            raise DealHasChanged
        _lay(session, actor, scored.id, dealt.added)
        _tell(call_id, command, dealt.added)
        log = {"per_entry": command.per_entry, "seed": command.seed, "added": [list(pair) for pair in dealt.added]}
        audit.record(actor, "assignment.dealt", f"round:{scored.id}", chain=call_id, **log)
    return len(dealt.added)


def assign_by_hand(
    actor: Actor, call_id: str, juror_id: str, command: HandCommand, position: int | None = None
) -> None:
    """Lay exactly the chosen of the shown entries before a juror; never his own, never taking away a begun sheet."""
    require_organiser(actor, call_id)
    with db.transaction() as session:
        scored = locked_round(session, actor, call_id, position)
        pool = pool_of(scored)
        if juror_id not in pool.jurors:
            raise NotFound
        has = {entry for entry, juror in pool.kept if juror == juror_id} & command.shown
        wanted = command.chosen & command.shown & set(pool.entries)
        _check_hand(pool, juror_id, wanted - has)
        _take(session, scored.id, juror_id, has - wanted)
        _lay(session, actor, scored.id, [(entry, juror_id) for entry in sorted(wanted - has)])
        if wanted != has:
            log = {"juror": juror_id, "added": sorted(wanted - has), "taken": sorted(has - wanted)}
            audit.record(actor, "assignment.changed", f"round:{scored.id}", chain=call_id, **log)


def _filled(pool: Pool) -> Pool:
    if not pool.entries or not pool.jurors:
        raise NobodyToAssign
    return pool


def _check_hand(pool: Pool, juror_id: str, added: Iterable[str]) -> None:
    if any((entry, juror_id) in pool.barred for entry in added):
        raise OwnEntry


def _lay(session: Session, actor: Actor, round_id: str, pairs: Iterable[Pair]) -> None:
    """Add assignments, each at a random place of its juror's own order, so that late entries do not all come last."""
    for entry, juror in pairs:
        place = place_in_order(round_id, juror, entry)
        row = Assignment(id=db.new_id(), round_id=round_id, entry_id=entry, juror_id=juror, position=place)
        row.created_at = actor.at
        session.add(row)
    session.flush()


def _tell(call_id: str, command: AssignCommand, added: Iterable[Pair]) -> None:
    """Write to each juror who got entries, once for this deal."""
    numbers = Counter(juror for _entry, juror in added)
    call = call_by_id(call_id)
    for person in jurors_of(call_id):
        if call is not None and numbers[person.id]:
            queue_letter(
                "judging/assigned",
                Recipient(person.email, person.name, person.locale, person.id),
                key=f"judging/assigned {call_id} {command.digest} {person.id}",
                call_id=call_id,
                call_title=call.title,
                number=numbers[person.id],
            )


def _take(session: Session, round_id: str, juror_id: str, entries: set[str]) -> None:
    if not entries:
        return
    rows = select(Assignment.id).where(
        Assignment.round_id == round_id, Assignment.juror_id == juror_id, Assignment.entry_id.in_(entries)
    )
    taken = session.scalars(rows.with_for_update()).all()
    if session.scalar(select(ScoreSheet.id).where(ScoreSheet.assignment_id.in_(taken)).limit(1)):
        raise SheetIsBegun
    session.execute(delete(Assignment).where(Assignment.id.in_(taken)))

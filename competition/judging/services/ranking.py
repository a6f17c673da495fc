"""Save an order and hand it in: what a juror does in a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import Round
from competition.calls.queries import round_of
from competition.errors import NotFound
from competition.judging.models import Assignment, Ballot, BallotVersion, Pledge, RoundRules, ScoreSheet
from competition.judging.queries.ranking import ballot_of, ranked_by, wordless_in
from competition.judging.queries.seat import has_pledged
from competition.judging.rules.giving import HandedInStands
from competition.judging.rules.kinds import RoundKind
from competition.judging.rules.panel import PledgeIsMissing
from competition.judging.rules.ranking import (
    BallotCommand,
    BallotIsStale,
    NotARanking,
    check_comments,
    check_complete,
    checked_order,
)
from competition.judging.rules.sheets import Saved, SheetState, require_sitting, session_at
from competition.judging.services.keeping import keep_version
from competition.people.rules import Role, ScopeKind

Ranked = Sequence[tuple[Assignment, str]]


@dataclass(frozen=True, slots=True)
class _Table:
    """A juror's order as it is, held until the end of the verb, with the entries that it is of."""

    scored: Round
    rules: RoundRules
    juror_id: str
    ranked: Ranked
    ballot: Ballot | None

    @property
    def version(self) -> int:
        return self.ballot.version if self.ballot else 0

    @property
    def order(self) -> list[str]:
        return list(self.ballot.order) if self.ballot else []

    @property
    def is_handed_in(self) -> bool:
        return self.ballot is not None and self.ballot.state == SheetState.submitted


def save_ranking(actor: Actor, call_id: str, command: BallotCommand, position: int | None = None) -> Saved:
    """Save a juror's order as a new version. One that was handed in stays so, and stays whole.

    A stale save is refused and brings the newer order along; one that repeats what is stored changes nothing.
    """
    with db.transaction() as session:
        table = _table(session, actor, call_id, position)
        return _write(session, actor, table, command, hands_in=table.is_handed_in)


def hand_in_ranking(actor: Actor, call_id: str, command: BallotCommand, position: int | None = None) -> Saved:
    """Save an order and hand it in, with the sheets of all its entries. Handing it in again changes nothing.

    Where the round asks for comments, it waits until each of these sheets has one.
    """
    with db.transaction() as session:
        return _write(session, actor, _table(session, actor, call_id, position), command, hands_in=True)


def _table(session: Session, actor: Actor, call_id: str, position: int | None) -> _Table:
    scored = round_of(call_id, position, actor.at)
    if scored is None or actor.person_id is None or not actor.has_role(ScopeKind.call, call_id, Role.juror):
        raise NotFound
    if not has_pledged(actor.person_id, call_id):
        raise PledgeIsMissing
    require_sitting(session_at(scored.opens_at, scored.closes_at, actor.at))
    # His pledge is what two windows of one juror wait for.
    pledges = select(Pledge.id).where(Pledge.call_id == call_id, Pledge.person_id == actor.person_id)
    session.scalars(pledges.order_by(Pledge.id).with_for_update()).all()
    rules = session.get(RoundRules, scored.id, with_for_update=True, populate_existing=True)
    if rules is None or rules.kind != RoundKind.ranking:
        raise NotARanking
    return _Table(
        scored, rules, actor.person_id, ranked_by(scored.id, actor.person_id), _ballot(session, scored, actor)
    )


def _ballot(session: Session, scored: Round, actor: Actor) -> Ballot | None:
    found = ballot_of(scored.id, actor.person_id or "")
    if found is not None:
        session.refresh(found)
    return found


def _write(session: Session, actor: Actor, table: _Table, command: BallotCommand, *, hands_in: bool) -> Saved:
    how, ids = table.rules.how, {code: assignment.entry_id for assignment, code in table.ranked}
    order = list(checked_order(command, how, ids))
    if hands_in:
        check_complete(order, how, len(ids), was_handed_in=table.is_handed_in)
    is_new = order != table.order
    if is_new and command.version != table.version:
        raise _stale(table)
    if is_new and table.is_handed_in and not how.may_change:
        raise HandedInStands
    if hands_in:
        check_comments(table.rules.comments, wordless_in(table.scored.id, table.juror_id))
    state = SheetState.submitted if hands_in else SheetState.draft
    if is_new or (hands_in and not table.is_handed_in):
        _store(session, actor, table, order, state)
    if hands_in:
        _hand_in_sheets(session, actor, table)
    ballot = ballot_of(table.scored.id, table.juror_id)
    return Saved(ballot.version, ballot.updated_at, state) if ballot else Saved(0, actor.at, state)


def _stale(table: _Table) -> BallotIsStale:
    codes = {assignment.entry_id: code for assignment, code in table.ranked}
    theirs = "\n".join(codes[entry] for entry in table.order if entry in codes)
    state = SheetState.submitted if table.is_handed_in else SheetState.draft
    return BallotIsStale(version=table.version, state=state.value, theirs={"order": theirs})


def _store(session: Session, actor: Actor, table: _Table, order: list[str], state: SheetState) -> None:
    row = table.ballot or Ballot(id=db.new_id(), round_id=table.scored.id, juror_id=table.juror_id)
    was = SheetState.submitted if table.is_handed_in else SheetState.draft
    row.version, row.order, row.state, row.updated_at = table.version + 1, order, state, actor.at
    session.add(row)
    session.flush()
    content = {"order": order, "state": state.value}
    session.add(BallotVersion(id=db.new_id(), ballot_id=row.id, number=row.version, content=content, saved_at=actor.at))
    table.rules.locked_at = table.rules.locked_at or actor.at
    session.flush()
    kind = "ranking.handed_in" if state == SheetState.submitted and was != state else "ranking.saved"
    log = {"juror": table.juror_id, "version": row.version, "state": state.value, "order": order}
    audit.record(actor, kind, f"ballot:{row.id}", chain=table.scored.call_id, **log)


def _hand_in_sheets(session: Session, actor: Actor, table: _Table) -> None:
    """Hand in the sheet of each entry of an order; those that are handed in stay as they are."""
    ids = [assignment.id for assignment, _code in table.ranked]
    sheets = {
        one.assignment_id: one for one in session.scalars(select(ScoreSheet).where(ScoreSheet.assignment_id.in_(ids)))
    }
    for assignment_id in ids:
        sheet = sheets.get(assignment_id) or ScoreSheet(
            id=db.new_id(), assignment_id=assignment_id, version=0, marks={}
        )
        if sheet.state == SheetState.submitted:
            continue
        sheet.comment, sheet.note = sheet.comment or "", sheet.note or ""
        sheet.version, sheet.state = sheet.version + 1, SheetState.submitted
        sheet.updated_at = sheet.submitted_at = actor.at
        session.add(sheet)
        session.flush()
        keep_version(session, sheet, table.juror_id, actor.at)

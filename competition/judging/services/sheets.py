"""Save, hand in and step back: what a juror does with a score sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import Round
from competition.entries.models import Entry
from competition.entries.queries import before_jury
from competition.errors import NotFound
from competition.judging.models import Assignment, RoundRules, ScoreSheet
from competition.judging.queries.rubric import criteria_of, is_nobodys_own, scales_of
from competition.judging.queries.seat import has_pledged
from competition.judging.rules.giving import HandedInByRanking, HandedInStands, check_votes, comment_rule, is_vote
from competition.judging.rules.kinds import RoundKind
from competition.judging.rules.oversight import score_of
from competition.judging.rules.panel import PledgeIsMissing, RelationIsMissing
from competition.judging.rules.rubric import CommentRule, RoundIsMissing
from competition.judging.rules.sheets import (
    HandedInStaysWhole,
    IsRecused,
    Marks,
    Saved,
    Scale,
    SheetCommand,
    SheetIsIncomplete,
    SheetIsStale,
    SheetState,
    check_words,
    checked_marks,
    missing_from,
    require_sitting,
    session_at,
)
from competition.judging.rules.sheets import Session as Sitting
from competition.judging.services.keeping import keep_version
from competition.judging.services.replacing import ask_for_another
from competition.judging.services.voting import votes_given
from competition.people.rules import Role, ScopeKind


@dataclass(frozen=True, slots=True)
class _Content:
    """What a sheet holds at one version."""

    marks: Marks
    comment: str
    note: str
    state: SheetState


@dataclass(frozen=True, slots=True)
class _Desk:
    """A sheet on the juror's desk, held until the end of the verb."""

    call_id: str
    assignment: Assignment
    rules: RoundRules
    scales: list[Scale]
    sheet: ScoreSheet | None
    reason: str = ""

    @property
    def version(self) -> int:
        return self.sheet.version if self.sheet else 0

    @property
    def content(self) -> _Content:
        if self.sheet is None:
            return _Content({}, "", "", SheetState.draft)
        return _Content(dict(self.sheet.marks), self.sheet.comment, self.sheet.note, self.sheet.state)


def save_sheet(actor: Actor, assignment_id: str, command: SheetCommand) -> Saved:
    """Save a juror's marks and words as a new version. A sheet that was handed in stays so, and stays complete.

    A stale save is refused and brings the newer version along; one that repeats what is stored changes nothing.
    """
    with db.transaction() as session:
        desk = desk_of(session, actor, assignment_id)
        return write(session, actor, desk, command, desk.content.state)


def hand_in(actor: Actor, assignment_id: str, command: SheetCommand) -> Saved:
    """Save a sheet and hand it in; it may be changed until the round closes. Handing it in again changes nothing."""
    with db.transaction() as session:
        desk = desk_of(session, actor, assignment_id)
        return write(session, actor, desk, command, SheetState.submitted)


def recuse(actor: Actor, assignment_id: str, relation: str) -> None:
    """Step back from an entry, saying why. Its sheet is kept and no longer counts; doing it again changes nothing."""
    if not relation.strip():
        raise RelationIsMissing
    with db.transaction() as session:
        assignment, scored = laid_before(session, actor, assignment_id)
        require_sitting(session_at(scored.opens_at, scored.closes_at, actor.at))
        if assignment.recused_at is not None:
            return
        assignment.recused_at, assignment.recusal_reason = actor.at, relation.strip()
        log = {"entry": assignment.entry_id, "juror": assignment.juror_id, "relation": relation.strip()}
        audit.record(actor, "juror.recused", f"assignment:{assignment.id}", chain=scored.call_id, **log)
        ask_for_another(assignment.id)


def desk_of(session: Session, actor: Actor, assignment_id: str, *, is_over: bool = False) -> _Desk:
    """Return the juror's own sheet, held until the end of the verb; with `is_over` after the close of the round too."""
    assignment, scored = laid_before(session, actor, assignment_id)
    if not has_pledged(assignment.juror_id, scored.call_id):
        raise PledgeIsMissing
    sitting = session_at(scored.opens_at, scored.closes_at, actor.at)
    if not (is_over and sitting == Sitting.closed):
        require_sitting(sitting)
    if assignment.recused_at is not None:
        raise IsRecused
    rules = _rules(session, scored.id)
    scales = scales_of(criteria_of(scored.id))
    sheet = session.scalar(select(ScoreSheet).where(ScoreSheet.assignment_id == assignment.id))
    return _Desk(scored.call_id, assignment, rules, scales, sheet)


def laid_before(session: Session, actor: Actor, assignment_id: str) -> tuple[Assignment, Round]:
    """Return the juror's own assignment, held; to everybody else it is not there."""
    query = (
        select(Assignment, Round)
        .join(Round, Round.id == Assignment.round_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Assignment.id == assignment_id, Assignment.juror_id == actor.person_id)
        .where(before_jury(), is_nobodys_own())
        .with_for_update(of=Assignment)
        .execution_options(populate_existing=True)
    )
    row = session.execute(query).first()
    if row is None or not actor.has_role(ScopeKind.call, row[1].call_id, Role.juror):
        raise NotFound
    return row[0], row[1]


def _rules(session: Session, round_id: str) -> RoundRules:
    """Return the round's rules, held so that the rubric cannot change under a sheet: by each juror for himself until
    the first mark locks it, from then on by all of them together against the chair alone.
    """
    rules = session.get(RoundRules, round_id, populate_existing=True)
    if rules is not None:
        # Nobody asks for more than he holds: two who both did would wait for each other.
        hold = {"read": True} if rules.locked_at else True
        rules = session.get(RoundRules, round_id, with_for_update=hold, populate_existing=True)
    if rules is None:
        raise RoundIsMissing
    return rules


def write(session: Session, actor: Actor, desk: _Desk, command: SheetCommand, state: SheetState) -> Saved:
    """Write a new version of a sheet; refused when stale or, once handed in, incomplete."""
    new = _Content(checked_marks(command.marks, desk.scales), command.comment, command.note, state)
    asked = comment_rule(desk.rules.how, new.marks, desk.rules.comments)
    check_words(new.comment, new.note, asked)
    if new == desk.content:
        return Saved(desk.version, desk.sheet.updated_at if desk.sheet else actor.at, state)
    if replace(new, state=desk.content.state) != desk.content:
        _check_version(desk, command.version)
    _check_whole(desk, new, asked)
    _check_rules(session, desk, new)
    if new.marks and desk.rules.locked_at is None:
        desk.rules.locked_at = actor.at
    sheet = _store(session, actor, desk, new, command.looked)
    return Saved(sheet.version, actor.at, state)


def _check_version(desk: _Desk, version: int) -> None:
    if version != desk.version:
        old = desk.content
        theirs = {scale.criterion_id: str(old.marks.get(scale.criterion_id, "")) for scale in desk.scales}
        words = {"comment": old.comment, "note": old.note}
        raise SheetIsStale(version=desk.version, state=old.state.value, theirs=theirs | words)


def _check_rules(session: Session, desk: _Desk, new: _Content) -> None:
    """Refuse what the rules of the round do not let a juror do; his own note he may change always."""
    how, old = desk.rules.how, desk.content
    if how.kind == RoundKind.ranking and new.state == SheetState.submitted and old.state != new.state:
        raise HandedInByRanking
    if old.state == SheetState.submitted and not how.may_change and replace(new, note=old.note) != old:
        raise HandedInStands
    if is_vote(how, new.marks) and not is_vote(how, old.marks):
        check_votes(how, votes_given(session, desk.assignment))


def _check_whole(desk: _Desk, new: _Content, asked: CommentRule) -> None:
    lacking = missing_from(new.marks, new.comment, desk.scales, asked)
    if lacking and new.state == SheetState.submitted:
        was_whole = desk.content.state == SheetState.submitted
        raise (HandedInStaysWhole if was_whole else SheetIsIncomplete)(missing=lacking)


def _store(session: Session, actor: Actor, desk: _Desk, new: _Content, looked: int) -> ScoreSheet:
    sheet = desk.sheet or ScoreSheet(id=db.new_id(), assignment_id=desk.assignment.id)
    _log(actor, desk, sheet.id, new, looked)
    if new.state == SheetState.submitted and desk.content.state != new.state:
        sheet.submitted_at = actor.at
    sheet.version, sheet.updated_at = desk.version + 1, actor.at
    sheet.score = score_of(new.marks, desk.scales)
    sheet.marks, sheet.comment, sheet.note, sheet.state = new.marks, new.comment, new.note, new.state
    session.add(sheet)
    session.flush()
    why = {"reason": desk.reason} if desk.reason else {}
    keep_version(session, sheet, desk.assignment.juror_id, actor.at, edition=desk.rules.edition, **why)
    return sheet


def _log(actor: Actor, desk: _Desk, sheet_id: str, new: _Content, looked: int) -> None:
    """Chain what counts: every change of a mark, handing in, each change after it; not drafts' words, no notes."""
    old, was_submitted = desk.content, desk.content.state == SheetState.submitted
    changes = {
        key: [old.marks.get(key), new.marks.get(key)]
        for key in sorted({*old.marks, *new.marks})
        if old.marks.get(key) != new.marks.get(key)
    }
    words = {"comment": [old.comment, new.comment]} if was_submitted and new.comment != old.comment else {}
    about: dict[str, Any] = {"entry": desk.assignment.entry_id, "juror": desk.assignment.juror_id}
    about |= {"version": desk.version + 1, "state": new.state.value, "looked": looked}
    if changes or words:
        audit.record(actor, "score.saved", f"sheet:{sheet_id}", chain=desk.call_id, **about, changes=changes, **words)
    if new.state == SheetState.submitted and not was_submitted:
        audit.record(actor, "sheet.handed_in", f"sheet:{sheet_id}", chain=desk.call_id, **about, marks=new.marks)

"""Change a rubric by which somebody has judged: the old one is kept with its marks, and who judged judges anew."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import Call, Round
from competition.judging.models import Assignment, Criterion, RoundRules, RubricEdition, ScoreSheet
from competition.judging.queries.panel import jurors_of
from competition.judging.queries.rubric import criteria_of, scales_of
from competition.judging.rules.oversight import score_of
from competition.judging.rules.reasons import stated
from competition.judging.rules.rubric import CriterionDraft, EditionNeedsReason, RubricCommand, kept_ids
from competition.judging.rules.sheets import SheetState, require_sitting, session_at
from competition.judging.services.keeping import keep_version
from competition.mail import Recipient, queue_letter


def begin_edition(actor: Actor, scored: Round, rules: RoundRules, command: RubricCommand) -> None:
    """Put another edition of the rubric in force, within the verb that holds the round and its rules.

    A criterion that asks the same on the same scale keeps its id, and its marks wait in their sheets; all other marks
    stay in the sheets' versions alone. Sheets that were handed in are drafts again: they count once they are handed in
    by the new edition, and their jurors are told.
    """
    reason = stated(command.reason, EditionNeedsReason)
    require_sitting(session_at(scored.opens_at, scored.closes_at, actor.at))
    session, before = db.session(), list(criteria_of(scored.id))
    drafts = {one.id: _draft(one) for one in before}
    if list(drafts.values()) == list(command.criteria) and rules.comments == command.comments:
        return
    row = RubricEdition(round_id=scored.id, number=rules.edition, ended_by=actor.person_id, ended_at=actor.at)
    row.criteria, row.reason = [{"id": one.id, **in_words(one)} for one in before], reason
    session.add(row)
    rules.edition, rules.version, rules.comments = rules.edition + 1, rules.version + 1, command.comments
    scales = scales_of(_replaced(session, scored.id, before, command, kept_ids(drafts, command.criteria)))
    reopened = _reopen(session, actor, scored.id, rules, {one.criterion_id: one for one in scales})
    _tell(session, scored, rules.edition, reopened)
    about: dict[str, Any] = {"edition": rules.edition, "reason": reason, "comments": command.comments.value}
    about |= {"before": row.criteria, "after": [in_words(one) for one in command.criteria]}
    audit.record(actor, "rubric.changed", f"round:{scored.id}", chain=scored.call_id, reopened=len(reopened), **about)


def in_words(criterion: Criterion | CriterionDraft) -> dict[str, Any]:
    """Return a criterion as the log and the editions keep it."""
    return {
        "name": dict(criterion.name),
        "help": dict(criterion.help),
        "weight": criterion.weight,
        "scale": [criterion.lowest, criterion.highest],
        "steps": [dict(step) for step in criterion.steps],
    }


def _draft(one: Criterion) -> CriterionDraft:
    steps = tuple(dict(step) for step in one.steps)
    return CriterionDraft(dict(one.name), dict(one.help), one.weight, one.lowest, one.highest, steps)


def _replaced(
    session: Session, round_id: str, before: list[Criterion], command: RubricCommand, ids: list[str | None]
) -> list[Criterion]:
    for old in before:
        session.delete(old)
    session.flush()
    rows = []
    for number, (draft, kept) in enumerate(zip(command.criteria, ids, strict=True), start=1):
        row = Criterion(id=kept or db.new_id(), round_id=round_id, position=number, weight=draft.weight)
        row.lowest, row.highest, row.steps = draft.lowest, draft.highest, [dict(step) for step in draft.steps]
        row.name, row.help = dict(draft.name), dict(draft.help)
        rows.append(row)
    session.add_all(rows)
    session.flush()
    return rows


def _reopen(
    session: Session, actor: Actor, round_id: str, rules: RoundRules, scales: dict[str, Any]
) -> list[tuple[str, str]]:
    """Carry every sheet of a round over; return assignment and juror of those that were handed in and count."""
    query = (
        select(ScoreSheet, Assignment)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .where(Assignment.round_id == round_id)
        .with_for_update(of=ScoreSheet)
        .execution_options(populate_existing=True)
    )
    reopened = []
    for sheet, laid in session.execute(query):
        if sheet.state == SheetState.submitted and laid.recused_at is None and laid.set_aside_at is None:
            reopened.append((laid.id, laid.juror_id))
        sheet.marks = {name: points for name, points in sheet.marks.items() if name in scales}
        sheet.score = score_of(sheet.marks, scales.values())
        sheet.state, sheet.version, sheet.updated_at = SheetState.draft, sheet.version + 1, actor.at
        keep_version(session, sheet, actor.person_id, actor.at, edition=rules.edition)
    session.flush()
    return reopened


def _tell(session: Session, scored: Round, edition: int, reopened: list[tuple[str, str]]) -> None:
    numbers = Counter(juror for _laid, juror in reopened)
    call = session.get_one(Call, scored.call_id)
    for person in jurors_of(scored.call_id):
        if numbers[person.id]:
            queue_letter(
                "judging/rubric_changed",
                Recipient(person.email, person.name, person.locale, person.id),
                key=f"judging/rubric_changed {scored.id} {edition} {person.id}",
                call_id=call.id,
                call_title=call.title,
                number=numbers[person.id],
                position=scored.position,
            )

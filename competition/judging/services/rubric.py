"""Write the rubric of a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import Call, Round
from competition.calls.queries import round_of
from competition.errors import NotFound
from competition.judging.labels.kinds import question_in
from competition.judging.models import Criterion, RoundRules
from competition.judging.queries.rubric import criteria_of
from competition.judging.rules.kinds import ASKING, RoundKind, points_of
from competition.judging.rules.rubric import (
    CriterionDraft,
    RoundIsMissing,
    RubricCommand,
    RubricIsLocked,
    RubricIsStale,
    check_rubric,
    may_change_rubric,
)
from competition.people.rules import ORGANISERS, Role, ScopeKind


def save_rubric(actor: Actor, call_id: str, command: RubricCommand, position: int | None = None) -> RoundRules:
    """Make the rubric of a round what the command says; refused from the first mark on, or when stale.

    It is the round at `position` of the call; without one the round that is on.
    """
    require_organiser(actor, call_id)
    check_rubric(command)
    with db.transaction() as session:
        scored = locked_round(session, actor, call_id, position)
        rules = _locked_rules(session, scored.id)
        _check_state(rules, command)
        before = list(criteria_of(scored.id))
        drafts = _drafts(session.get_one(Call, call_id), command)
        log: dict[str, Any] = {
            "before": [_in_words(one) for one in before],
            "after": [_in_words(one) for one in drafts],
        }
        rules.is_blind, rules.comments, rules.version = command.is_blind, command.comments, rules.version + 1
        for name, value in asdict(command.how).items():
            setattr(rules, name, value)
        _write_criteria(session, scored.id, before, drafts)
        rule = {"is_blind": command.is_blind, "comments": command.comments.value, "version": rules.version}
        log["how"] = asdict(command.how)
        audit.record(actor, "rubric.saved", f"round:{scored.id}", chain=call_id, **rule, **log)
    return rules


def _drafts(call: Call, command: RubricCommand) -> Sequence[CriterionDraft]:
    """Return the criteria as written; of a kind that asks one question, that question in the languages of the call."""
    kind = command.how.kind
    if kind == RoundKind.scores:
        return command.criteria
    if kind not in ASKING:
        return ()
    return (CriterionDraft(question_in(kind, call.languages), {}, 1, *points_of(command.how)),)


def require_organiser(actor: Actor, call_id: str) -> None:
    """Refuse, as if the call were not there, whoever does not organise it."""
    if not actor.has_role(ScopeKind.call, call_id, *ORGANISERS):
        raise NotFound


def require_overseer(actor: Actor, call_id: str) -> None:
    """Refuse, as if the call were not there, whoever neither organises it nor chairs its jury."""
    if not actor.has_role(ScopeKind.call, call_id, *ORGANISERS, Role.chair):
        raise NotFound


def locked_round(session: Session, actor: Actor, call_id: str, position: int | None) -> Round:
    """Return a round of a call, held against other organisers until the end of the verb."""
    wanted = round_of(call_id, position, actor.at)
    found = session.get(Round, wanted.id, with_for_update=True, populate_existing=True) if wanted else None
    if found is None:
        raise RoundIsMissing
    return found


def _locked_rules(session: Session, round_id: str) -> RoundRules:
    rules = session.get(RoundRules, round_id, with_for_update=True, populate_existing=True)
    if rules is None:
        rules = RoundRules(round_id=round_id, version=0)
        session.add(rules)
    return rules


def _check_state(rules: RoundRules, command: RubricCommand) -> None:
    if not may_change_rubric(rules.locked_at):
        raise RubricIsLocked
    if command.version != rules.version:
        raise RubricIsStale(version=rules.version)


def _write_criteria(session: Session, round_id: str, before: list[Criterion], drafts: Sequence[CriterionDraft]) -> None:
    """Write each criterion over the one at its place, so that its id stays; no mark names any of them yet."""
    for surplus in before[len(drafts) :]:
        session.delete(surplus)
    for number, draft in enumerate(drafts):
        row = before[number] if number < len(before) else Criterion(id=db.new_id(), round_id=round_id)
        row.position, row.weight, row.lowest, row.highest = number + 1, draft.weight, draft.lowest, draft.highest
        row.name, row.help, row.steps = dict(draft.name), dict(draft.help), [dict(step) for step in draft.steps]
        session.add(row)
    session.flush()


def _in_words(criterion: Criterion | CriterionDraft) -> dict[str, Any]:
    return {
        "name": dict(criterion.name),
        "help": dict(criterion.help),
        "weight": criterion.weight,
        "scale": [criterion.lowest, criterion.highest],
        "steps": [dict(step) for step in criterion.steps],
    }

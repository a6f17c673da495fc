"""Choose how the results of a call are computed."""

from __future__ import annotations

from sqlalchemy import delete

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls.queries import round_of
from competition.facts import RoundRemoved
from competition.judging.queries import criteria_of, how_judged
from competition.results import queries
from competition.results.models import Advancement, ScoringRules
from competition.results.rules import ChangeHow, NothingToScore, ReasonIsMissing, RulesAreStale, check_how
from competition.results.services.access import lock, require_decider


def change_how(actor: Actor, call_id: str, command: ChangeHow, position: int | None = None) -> None:
    """Store how the results of a round are computed from now on; runs that are stored stay as they were computed.

    Once a sheet is handed in a reason is asked for: it stands beside the results, for all who read them.
    """
    require_decider(actor, call_id)
    with db.transaction() as session:
        lock(call_id)
        scored = round_of(call_id, position, actor.at)
        if scored is None:
            raise NothingToScore
        check_how(command.how, [one.id for one in criteria_of(scored.id)], how_judged(scored.id).kind)
        rules = session.get(ScoringRules, scored.id, with_for_update=True, populate_existing=True)
        _check(command, rules, has_marks=queries.has_marks(scored.id))
        before = queries.how_computed(scored.id)
        if rules is None:
            rules = ScoringRules(round_id=scored.id, version=0)
            session.add(rules)
        rules.method, rules.ties = command.how.method, [list(tie) for tie in command.how.ties]
        rules.version, rules.reason = rules.version + 1, command.reason
        rules.changed_by, rules.changed_at = actor.person_id or "", clock.now()
        session.flush()
        audit.record(
            actor,
            "scoring_rules.changed",
            f"round:{scored.id}",
            chain=call_id,
            before=[before.method, *before.ties],
            after=[command.how.method, *command.how.ties],
            reason=command.reason,
        )


def _check(command: ChangeHow, rules: ScoringRules | None, *, has_marks: bool) -> None:
    version = rules.version if rules else 0
    if command.version != version:
        raise RulesAreStale(version=version)
    if has_marks and not command.reason.strip():
        raise ReasonIsMissing


def on_round_removed(fact: RoundRemoved) -> None:
    """Let go how its results were to be computed, and who was to be in it; nothing was computed, for nobody judged."""
    for kind in (ScoringRules, Advancement):
        db.session.execute(delete(kind).where(kind.round_id == fact.round_id))

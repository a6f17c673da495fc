"""Let entries go on into the next round."""

from __future__ import annotations

from dataclasses import asdict

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls.models import Round
from competition.entries import services as entries
from competition.judging import services as judging
from competition.results import queries
from competition.results.models import Advancement, ScoringRun
from competition.results.rules import (
    Advance,
    DepartureNeedsReason,
    NobodyAdvances,
    NoNextRound,
    NotOfThisRun,
    RunIsOld,
    advancing,
    check_advance_rule,
)
from competition.results.services.access import lock, require_decider, require_unbound


def advance(actor: Actor, call_id: str, command: Advance) -> int:
    """Let exactly the chosen entries into the round after the run's; return how many there are.

    It takes the newest run of its round. Others than the rule says go on with a reason; it stands in the log.
    """
    require_decider(actor, call_id)
    check_advance_rule(command.rule)
    with db.transaction() as session:
        lock(call_id)
        run = queries.run_of(call_id, command.run_id)
        newest = queries.latest_run(run.round_id) if run else None
        if run is None or newest is None or newest.id != run.id:
            raise RunIsOld
        require_unbound(actor, run)
        following = queries.next_round(session.get_one(Round, run.round_id))
        if following is None:
            raise NoNextRound
        _check(run, command)
        before = queries.admitted_to(following.id)
        judging.admit(actor, following.id, command.chosen)
        entries.open_later(actor, following.id, command.chosen)
        session.merge(_row(actor, following.id, command))
        log = {"added": sorted(command.chosen - before), "taken": sorted(before - command.chosen)}
        rule = {**asdict(command.rule), "reason": command.reason, "run": run.id}
        audit.record(actor, "entries.advanced", f"round:{following.id}", chain=call_id, **rule, **log)
        return len(command.chosen)


def _check(run: ScoringRun, command: Advance) -> None:
    standings = queries.standings_of(queries.rank_rows(run))
    if not command.chosen:
        raise NobodyAdvances
    if not command.chosen <= {one.entry_id for one in standings}:
        raise NotOfThisRun
    if command.chosen != advancing(standings, command.rule) and not command.reason.strip():
        raise DepartureNeedsReason


def _row(actor: Actor, round_id: str, command: Advance) -> Advancement:
    return Advancement(
        round_id=round_id,
        run_id=command.run_id,
        reason=command.reason.strip(),
        decided_by=actor.person_id or "",
        decided_at=clock.now(),
        **asdict(command.rule),
    )

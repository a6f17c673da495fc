"""Decide the awards."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls.queries import categories_of
from competition.entries.queries import submitted_entries
from competition.facts import DecisionsMade
from competition.results import queries
from competition.results.models import Decision, ScoringRun
from competition.results.rules import Award, Decide, Outcome, RunIsOld, check_awards
from competition.results.services.access import lock, require_decider


def decide(actor: Actor, call_id: str, command: Decide) -> None:
    """Store the awards of a call, in place of those decided before. They stand on the newest run or not at all."""
    require_decider(actor, call_id)
    with db.transaction() as session:
        lock(call_id)
        run = queries.latest_run(call_id)
        if run is None or run.id != command.run_id:
            raise RunIsOld
        check_awards(command.awards, [one.id for one in categories_of(call_id)], _ranked(run))
        before = _plain(queries.decisions_of(call_id))
        session.execute(delete(Decision).where(Decision.call_id == call_id))
        session.add_all(_decisions(actor, call_id, command))
        session.flush()
        after = _plain(queries.decisions_of(call_id))
        if after != before:
            audit.record(actor, "awards.decided", f"run:{run.id}", chain=call_id, before=before, after=after)
            db.announce(DecisionsMade(call_id, run.id))


def _ranked(run: ScoringRun) -> dict[str, str | None]:
    """Return the entries that a run ranked and that still stand, with their categories."""
    codes = {one["entry"] for one in run.outputs["methods"][run.method]["entries"] if one["rank"] is not None}
    return {entry.id: entry.category_id for entry in submitted_entries(run.call_id) if entry.code in codes}


def _decisions(actor: Actor, call_id: str, command: Decide) -> list[Decision]:
    return [
        Decision(
            id=db.new_id(),
            call_id=call_id,
            run_id=command.run_id,
            category_id=award.category_id,
            outcome=Outcome.winner if entry_id else Outcome.withheld,
            entry_id=entry_id,
            decided_by=actor.person_id,
            decided_at=clock.now(),
        )
        for award in command.awards
        for entry_id in _recipients(award)
    ]


def _recipients(award: Award) -> tuple[str | None, ...]:
    return (None,) if award.is_withheld else award.winners


def _plain(decisions: Any) -> list[list[str | None]]:
    return [[one.run_id, one.category_id, str(one.outcome), one.entry_id] for one in decisions]

"""Decide the awards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete

from competition import audit, clock, db
from competition.actor import Actor
from competition.facts import DecisionsMade
from competition.results import queries
from competition.results.models import Decision, Motion, ScoringRun
from competition.results.rules import (
    Award,
    BadMotion,
    Decide,
    Departure,
    HoldsAnother,
    Minutes,
    MotionNeeded,
    Outcome,
    RunIsOld,
    check_awards,
    is_carried,
)
from competition.results.services.access import lock, require_decider, require_unbound


def decide(actor: Actor, call_id: str, command: Decide) -> None:
    """Store the awards of a call, in place of those decided before. They stand on the newest run of
    the last round or not at all.

    Each follows the rule of its honour, given those decided for the honours before it, or carries a motion of the
    jury. A motion for what follows the rule is not kept: there was nothing to move.
    """
    require_decider(actor, call_id)
    with db.transaction() as session:
        lock(call_id)
        run = queries.final_run(call_id)
        if run is None or run.id != command.run_id:
            raise RunIsOld
        require_unbound(actor, run)
        motions = _checked(actor, run, command.awards)
        before = _plain(call_id)
        for kind in (Decision, Motion):
            session.execute(delete(kind).where(kind.call_id == call_id))
        session.add_all([*_decisions(actor, call_id, command), *_motions(actor, call_id, motions)])
        session.flush()
        after = _plain(call_id)
        if after != before:
            audit.record(actor, "awards.decided", f"run:{run.id}", chain=call_id, before=before, after=after)
            db.announce(DecisionsMade(call_id, run.id))


def _checked(actor: Actor, run: ScoringRun, awards: Sequence[Award]) -> dict[str, Minutes]:
    """Return the motions that the awards need, by honour; refuse those that cannot be, at their place."""
    decided = {award.honour_id: award.winners for award in awards if award.winners or award.is_withheld}
    proposals = queries.proposals_of(run, decided)
    check_awards(awards, {one.honour.id: {each.entry.id for each in one.entries} for one in proposals})
    named, holders = {award.honour_id: award for award in awards}, set[str]()
    found: dict[str, Minutes] = {}
    for one in proposals:
        award = named.get(one.honour.id, Award(one.honour.id))
        if holders & set(award.winners) and not one.honour.may_join:
            raise HoldsAnother(at=award.honour_id)
        holders |= set(award.winners)
        if departure := one.ruled.departure(award):
            found[award.honour_id] = _motion_of(actor, award, departure)
    return found


def _motion_of(actor: Actor, award: Award, departure: Departure) -> Minutes:
    """Return the motion that carries what departs from the rule."""
    if award.minutes is None:
        raise MotionNeeded(at=award.honour_id, why=str(departure))
    if not is_carried(award.minutes, actor.at.date()):
        raise BadMotion(at=award.honour_id)
    return award.minutes


def _decisions(actor: Actor, call_id: str, command: Decide) -> list[Decision]:
    return [
        Decision(
            id=db.new_id(),
            call_id=call_id,
            run_id=command.run_id,
            honour_id=award.honour_id,
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


def _motions(actor: Actor, call_id: str, motions: dict[str, Minutes]) -> list[Motion]:
    return [
        Motion(
            id=db.new_id(),
            call_id=call_id,
            honour_id=honour_id,
            recorded_by=actor.person_id,
            recorded_at=clock.now(),
            **asdict(minutes),
        )
        for honour_id, minutes in motions.items()
    ]


def _plain(call_id: str) -> list[list[Any]]:
    """Return what is decided in words for the log: run, honour, outcome, entry, and the motion that carries it."""
    motions = {honour_id: _words(motion.minutes) for honour_id, motion in queries.motions_of(call_id).items()}
    return [
        [one.run_id, one.honour_id, str(one.outcome), one.entry_id, motions.get(one.honour_id)]
        for one in queries.decisions_of(call_id)
    ]


def _words(minutes: Minutes) -> list[Any]:
    return [minutes.text, minutes.in_favour, minutes.against, minutes.abstained, minutes.held_on.isoformat()]

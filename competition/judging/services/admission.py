"""Which entries a later round judges; and what goes when a round goes."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from competition import db
from competition.actor import Actor
from competition.calls.rules import RoundStands
from competition.facts import RoundRemoved
from competition.judging.models import Admission, Assignment, Criterion, Proposal, RoundRules, Ruling, ScoreSheet
from competition.judging.rules.dealing import SheetIsBegun


def admit(actor: Actor, round_id: str, entry_ids: Collection[str]) -> None:
    """Let exactly these entries into a later round, within the verb that chose them and writes it into the log.

    What lay before jurors of an entry that is now left out is taken away; once a sheet was begun it is `SheetIsBegun`.
    """
    with db.transaction() as session:
        has = set(session.scalars(select(Admission.entry_id).where(Admission.round_id == round_id)))
        _leave_out(session, round_id, has - set(entry_ids))
        for entry_id in sorted(set(entry_ids) - has):
            session.add(Admission(id=db.new_id(), round_id=round_id, entry_id=entry_id, admitted_at=actor.at))


def _leave_out(session: Session, round_id: str, entries: set[str]) -> None:
    if not entries:
        return
    laid = select(Assignment.id).where(Assignment.round_id == round_id, Assignment.entry_id.in_(entries))
    if session.scalar(select(ScoreSheet.id).where(ScoreSheet.assignment_id.in_(laid)).limit(1)):
        raise SheetIsBegun
    for kind in (Assignment, Admission):
        session.execute(delete(kind).where(kind.round_id == round_id, kind.entry_id.in_(entries)))


def on_round_removed(fact: RoundRemoved) -> None:
    """Take a round's rubric, admissions and proposed deals away; a round with an entry before a juror stands."""
    if db.session.scalar(select(Assignment.id).where(Assignment.round_id == fact.round_id).limit(1)):
        raise RoundStands
    for kind in (Admission, Criterion, Proposal, RoundRules, Ruling):
        db.session.execute(delete(kind).where(kind.round_id == fact.round_id))

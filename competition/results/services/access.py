"""What every verb of results begins with: may he, and is he alone at it."""

from __future__ import annotations

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.calls.models import Call
from competition.errors import NotFound
from competition.judging.rules import ShutOut
from competition.people.rules import ScopeKind
from competition.results.models import ScoringRun
from competition.results.queries.shut import shut_to
from competition.results.rules import DECIDERS


def require_decider(actor: Actor, call_id: str) -> None:
    """Refuse, as if there were no such call, whoever does not decide on it."""
    if not actor.has_role(ScopeKind.call, call_id, *DECIDERS):
        raise NotFound


def require_unbound(actor: Actor, run: ScoringRun) -> None:
    """Refuse whoever is bound to an entry of a run what would tell its marks, and what is decided by them."""
    if shut_to(run, actor.person_id):
        raise ShutOut


def lock(call_id: str) -> None:
    """Let one verb of results at a time work on a call."""
    db.session.execute(select(Call.id).where(Call.id == call_id).with_for_update())

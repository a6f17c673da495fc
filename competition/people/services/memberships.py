"""Roles: giving and taking them. A role that sees other people's work ends its bearer's other sessions."""

from __future__ import annotations

from sqlalchemy import Select, select

from competition import audit, clock, db
from competition.actor import Actor
from competition.people.models import Membership
from competition.people.rules import Role, ScopeKind, ends_sessions
from competition.people.services import sessions
from competition.people.services.locks import one_by_one


def grant_role(
    actor: Actor, person_id: str, call_id: str, role: Role, *, institution_id: str | None = None
) -> Membership:
    """Give a person a role on a call; a role that he has already stays as it is. The caller decides who may."""
    with db.transaction() as session:
        one_by_one(person_id)
        known = session.scalar(_membership(person_id, call_id, role))
        if known is not None:
            return known
        membership = Membership(
            person_id=person_id,
            scope_kind=ScopeKind.call,
            scope_id=call_id,
            role=role,
            institution_id=institution_id,
            created_at=clock.now(),
        )
        session.add(membership)
        session.flush()
        _note(actor, "role.grant", membership)
    return membership


def revoke_role(actor: Actor, person_id: str, call_id: str, role: Role) -> bool:
    """Take a role from a person; return whether he had it. The caller decides who may."""
    with db.transaction() as session:
        membership = session.scalar(_membership(person_id, call_id, role))
        if membership is None:
            return False
        session.delete(membership)
        session.flush()
        _note(actor, "role.revoke", membership)
    return True


def _membership(person_id: str, call_id: str, role: Role) -> Select[Membership]:
    return select(Membership).where(
        Membership.person_id == person_id,
        Membership.scope_kind == ScopeKind.call,
        Membership.scope_id == call_id,
        Membership.role == role,
    )


def _note(actor: Actor, kind: str, membership: Membership) -> None:
    subject = f"person:{membership.person_id}"
    audit.record(actor, kind, subject, chain=membership.scope_id, role=str(membership.role))
    if ends_sessions(membership.role):
        sessions.end_all(membership.person_id, but=actor.sign_in_id)

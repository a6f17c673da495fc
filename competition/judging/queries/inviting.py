"""Who of a list of addresses is known to a call's jury already."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from sqlalchemy import select

from competition import db
from competition.people.models import Invitation, Membership, Person
from competition.people.rules import Role, ScopeKind


class Known(StrEnum):
    """How an address is known to a jury."""

    seated = "seated"
    invited = "invited"


def known_to_jury(call_id: str, addresses: Collection[str]) -> dict[str, Known]:
    """Return how each of these addresses is known to a call's jury, in two queries; the others are left out."""
    invited = select(Invitation.email).where(
        Invitation.scope_kind == ScopeKind.call,
        Invitation.scope_id == call_id,
        Invitation.role == Role.juror,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.email.in_(addresses),
    )
    seated = (
        select(Person.email)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.scope_kind == ScopeKind.call, Membership.scope_id == call_id, Membership.role == Role.juror)
        .where(Person.email.in_(addresses))
    )
    found = dict.fromkeys(db.session.scalars(invited), Known.invited)
    return found | dict.fromkeys(db.session.scalars(seated), Known.seated)

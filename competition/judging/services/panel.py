"""Seat the jury: invitations, and the pledge of each juror."""

from __future__ import annotations

from sqlalchemy import select

from competition import audit, db
from competition.actor import Actor
from competition.errors import NotFound
from competition.judging.models import Pledge
from competition.judging.queries.seat import has_pledged
from competition.judging.rules.panel import PLEDGE_VERSION, PledgeCommand, check_pledge
from competition.people import services as people_services
from competition.people.models import Membership
from competition.people.rules import Invite, Role, ScopeKind


def invite_juror(actor: Actor, command: Invite) -> None:
    """Invite somebody to the jury by a letter; an open invitation is sent anew."""
    people_services.invite(actor, command)


def accept_pledge(actor: Actor, call_id: str, command: PledgeCommand) -> None:
    """Store a juror's pledge in its present wording; accepting it again changes nothing."""
    check_pledge(command)
    with db.transaction() as session:
        seat = select(Membership.person_id).where(
            Membership.person_id == actor.person_id,
            Membership.scope_kind == ScopeKind.call,
            Membership.scope_id == call_id,
            Membership.role == Role.juror,
        )
        person_id = session.scalar(seat.with_for_update())
        if person_id is None:
            raise NotFound
        if has_pledged(person_id, call_id):
            return
        pledge = Pledge(id=db.new_id(), call_id=call_id, person_id=person_id, text_version=PLEDGE_VERSION)
        pledge.interests, pledge.accepted_at = command.interests, actor.at
        session.add(pledge)
        log = {"text_version": PLEDGE_VERSION, "interests": command.interests}
        audit.record(actor, "pledge.accepted", f"person:{person_id}", chain=call_id, **log)

"""Invitations to a call, made by its organisers; people keeps them."""

from __future__ import annotations

from sqlalchemy import exists, select

from competition import db
from competition.actor import Actor
from competition.calls.models import CallInstitution
from competition.calls.rules import Part
from competition.calls.services.loading import call_to_read
from competition.errors import NotFound
from competition.people.rules import Invite
from competition.people.services import invitations


def invite(actor: Actor, command: Invite) -> None:
    """Offer a role on a call; who is to stand for a host stands for one of this very call."""
    with db.transaction() as session:
        call = call_to_read(actor, command.call_id)
        host = exists().where(
            CallInstitution.call_id == call.id,
            CallInstitution.institution_id == command.institution_id,
            CallInstitution.part == Part.host,
        )
        if command.institution_id and not session.scalar(select(host)):
            raise NotFound
        invitations.invite(actor, command)


def resend_invitation(actor: Actor, call_id: str, invitation_id: str) -> None:
    """Send an invitation again, with a new link."""
    invitations.resend_invitation(actor, call_id, invitation_id)


def revoke_invitation(actor: Actor, call_id: str, invitation_id: str) -> None:
    """Take an invitation back that nobody has accepted yet."""
    invitations.revoke_invitation(actor, call_id, invitation_id)

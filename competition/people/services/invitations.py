"""Invitations to a role, by a link that a letter carries: any number of visits change nothing, accepting is a POST."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select

from competition import audit, clock, db, facts
from competition.actor import Actor
from competition.errors import NotFound
from competition.mail import Recipient, queue_letter
from competition.people import queries
from competition.people.models import Invitation, Person
from competition.people.queries import token_digest
from competition.people.rules import (
    InvitationClosed,
    InvitationForAnother,
    Invite,
    Registration,
    Role,
    ScopeKind,
    may_invite,
    normal_email,
)
from competition.people.services import joining, memberships
from competition.people.services.locks import one_by_one
from competition.people.services.signing_in import SignedIn

VALID_FOR = timedelta(days=30)


def invite(actor: Actor, command: Invite) -> Invitation:
    """Offer a role to an address and send the letter; an open offer of the same is sent anew.

    Raises `NotFound` unless the actor's own role on the call lets him offer that one.
    """
    _refuse_unless_may(actor, command.call_id, command.role)
    email = normal_email(command.email)
    with db.transaction() as session:
        one_by_one(email)
        invitation = _open_one(command, email) or _new(actor, command, email)
        session.add(invitation)
        _send(actor, invitation)
        audit.record(actor, "invitation.send", f"invitation:{invitation.id}", chain=command.call_id, role=command.role)
    return invitation


def resend_invitation(actor: Actor, call_id: str, invitation_id: str) -> None:
    """Send an open invitation again with a new link and thirty more days; the older link ends."""
    with db.transaction():
        invitation = _of_call(actor, call_id, invitation_id)
        _require_open(invitation, ignore_expiry=True)
        _send(actor, invitation)
        audit.record(actor, "invitation.resend", f"invitation:{invitation.id}", chain=call_id)


def revoke_invitation(actor: Actor, call_id: str, invitation_id: str) -> None:
    """Take an invitation back that nobody has accepted yet."""
    with db.transaction():
        invitation = _of_call(actor, call_id, invitation_id)
        _require_open(invitation, ignore_expiry=True)
        invitation.revoked_at = clock.now()
        audit.record(actor, "invitation.revoke", f"invitation:{invitation.id}", chain=call_id)


def accept_invitation(actor: Actor, token: str) -> Invitation:
    """Accept as the person who is signed in with the invited address; doing it again changes nothing.

    The link was sent to that address, so it also confirms it.
    """
    with db.transaction():
        invitation = _by_token(token)
        person = queries.own_account(actor)
        if person.email != invitation.email:
            raise InvitationForAnother(email=invitation.email)
        if invitation.accepted_by != person.id:
            _require_open(invitation)
            _accept(actor, invitation, person)
    return invitation


def accept_as_new(actor: Actor, token: str, name: str, password: str, user_agent: str) -> tuple[SignedIn, Invitation]:
    """Make the account of one who has none, accept, and open his session: all of it or nothing."""
    account = Registration(_by_token(token).email, name, password)
    digest = joining.digest_for(account)
    with db.transaction():
        one_by_one(account.email)
        invitation = _by_token(token)
        _require_open(invitation)
        person = joining.join_by_link(actor, account, digest)
        _accept(actor, invitation, person)
        return joining.open_first_session(actor, person, user_agent), invitation


def _accept(actor: Actor, invitation: Invitation, person: Person) -> None:
    now = clock.now()
    person.email_confirmed_at = person.email_confirmed_at or now
    invitation.accepted_at, invitation.accepted_by = now, person.id
    call_id, role = invitation.scope_id, invitation.role
    memberships.grant_role(actor, person.id, call_id, role, institution_id=invitation.institution_id)
    audit.record(actor, "invitation.accept", f"invitation:{invitation.id}", chain=call_id)
    db.announce(facts.InvitationAccepted(call_id, person.id, str(role)))


def _new(actor: Actor, command: Invite, email: str) -> Invitation:
    return Invitation(
        id=db.new_id(),
        email=email,
        name=command.name,
        locale=command.locale,
        scope_kind=ScopeKind.call,
        scope_id=command.call_id,
        scope_name=command.scope_name,
        role=command.role,
        institution_id=command.institution_id,
        invited_by=str(actor.person_id),
        created_at=clock.now(),
    )


def _send(actor: Actor, invitation: Invitation) -> None:
    """Give the invitation a new link and queue its letter."""
    token = secrets.token_urlsafe(32)
    invitation.token_digest = token_digest(token)
    invitation.expires_at = clock.now() + VALID_FOR
    db.session.flush()
    to = Recipient(invitation.email, invitation.name, invitation.locale)
    queue_letter(
        "people/invitation",
        to,
        token=token,
        inviter=actor.name,
        scope_name=invitation.scope_name,
        role=str(invitation.role),
        expires_at=invitation.expires_at.isoformat(),
    )


def _open_one(command: Invite, email: str) -> Invitation | None:
    query = select(Invitation).where(
        Invitation.email == email,
        Invitation.scope_id == command.call_id,
        Invitation.role == command.role,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
    )
    return db.session.scalar(query.order_by(Invitation.created_at).limit(1).with_for_update())


def _by_token(token: str) -> Invitation:
    query = select(Invitation).where(Invitation.token_digest == token_digest(token))
    found = db.session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def _of_call(actor: Actor, call_id: str, invitation_id: str) -> Invitation:
    found = db.session.get(Invitation, invitation_id, with_for_update=True)
    if found is None or found.scope_id != call_id:
        raise NotFound
    _refuse_unless_may(actor, call_id, found.role)
    return found


def _require_open(invitation: Invitation, *, ignore_expiry: bool = False) -> None:
    expired = not ignore_expiry and invitation.expires_at <= clock.now()
    if invitation.accepted_at is not None or invitation.revoked_at is not None or expired:
        raise InvitationClosed


def _refuse_unless_may(actor: Actor, call_id: str, role: Role) -> None:
    own = frozenset(held for kind, scope, held in actor.roles if (kind, scope) == (ScopeKind.call, call_id))
    if not may_invite(own, role):
        raise NotFound

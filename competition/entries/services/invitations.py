"""Invitations to a team, by a link that a letter carries: looking changes nothing, however often."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import func, select

from competition import audit, db, mail
from competition.actor import Actor
from competition.calls.models import Call
from competition.entries.models import Entry, EntryInvitation, EntryMember
from competition.entries.queries import invitation_behind, working_title_for
from competition.entries.rules.refusals import EntryNotFound
from competition.entries.rules.team import MOST_MEMBERS, OPEN_FOR, InviteToTeam, OnTeamAlready, TeamFull, is_open
from competition.entries.services.access import Own, led_entry, member_of
from competition.people.models import Person
from competition.people.queries import own_account, person_by_email, token_digest
from competition.people.rules import InvitationClosed, InvitationForAnother, Registration, normal_email
from competition.people.services import joining


@dataclass(frozen=True, slots=True)
class NewMember:
    """Who made his account by an invitation: the token of his session, and the entry that he came for."""

    token: str
    entry_id: str


def invite_to_team(actor: Actor, entry_id: str, command: InviteToTeam) -> EntryInvitation:
    """Offer a place on the team and send the letter; an open offer to the same address is sent anew.

    Raises `EmailUnusable`, `OnTeamAlready` or `TeamFull`: who is invited counts, so that no letter promises too much.
    """
    email = normal_email(command.email)
    with db.transaction() as session:
        own = led_entry(actor, entry_id)
        known = person_by_email(email)
        if known is not None and member_of(entry_id, known.id) is not None:
            raise OnTeamAlready
        invitation = _open_one(own, email) or _new(actor, own, email)
        invitation.rights, invitation.name = command.rights, command.name
        token = secrets.token_urlsafe(32)
        invitation.token_digest, invitation.expires_at = token_digest(token), actor.at + OPEN_FOR
        session.add(invitation)
        session.flush()
        audit.record(
            actor, "team.invited", f"invitation:{invitation.id}", chain=own.call.id, entry=entry_id,
            rights=str(command.rights),
        )  # fmt: skip
        _write(actor, own, invitation, token, known)
    return invitation


def accept_team_invitation(actor: Actor, key: str) -> str:
    """Join as the person who is signed in with the invited address, and return the entry; again changes nothing.

    `key` is the link's secret, which also confirms the address, or for a confirmed address the invitation's id.
    """
    with db.transaction():
        invitation = _locked(actor, key)
        person = own_account(actor)
        if person.email != invitation.email:
            raise InvitationForAnother(email=invitation.email)
        if invitation.accepted_by != person.id:
            _join(actor, invitation, person)
    return invitation.entry_id


def join_team_as_new(actor: Actor, key: str, account: Registration, user_agent: str) -> NewMember:
    """Make the account of one who has none, join and open his session: all of it or nothing."""
    digest = joining.digest_for(account)
    with db.transaction():
        invitation = _locked(actor, key)
        if account.email != invitation.email or not is_open(invitation, actor.at):
            raise InvitationClosed
        person = joining.join_by_link(actor, account, digest)
        _join(actor, invitation, person)
        return NewMember(joining.open_first_session(actor, person, user_agent).token, invitation.entry_id)


def decline_team_invitation(actor: Actor, key: str) -> None:
    """Say no. Who holds the link may, signed in or not; a second time changes nothing."""
    with db.transaction():
        invitation = _locked(actor, key)
        if invitation.declined_at is not None:
            return
        if not is_open(invitation, actor.at):
            raise InvitationClosed
        invitation.declined_at = actor.at
        _record(actor, invitation, "team.declined")


def _join(actor: Actor, invitation: EntryInvitation, person: Person) -> None:
    if not is_open(invitation, actor.at):
        raise InvitationClosed
    person.email_confirmed_at = person.email_confirmed_at or actor.at
    invitation.accepted_at, invitation.accepted_by = actor.at, person.id
    if member_of(invitation.entry_id, person.id) is None:
        db.session.add(
            EntryMember(
                id=db.new_id(),
                entry_id=invitation.entry_id,
                person_id=person.id,
                rights=invitation.rights,
                joined_at=actor.at,
            )
        )
    db.session.flush()
    _record(actor, invitation, "team.joined", person=person.id, rights=str(invitation.rights))


def _locked(actor: Actor, key: str) -> EntryInvitation:
    """Return the invitation behind a key with its entry locked, as all verbs on a team lock it; read after the lock."""
    found = invitation_behind(actor, key)
    if found is None:
        raise EntryNotFound
    entry = select(Entry).where(Entry.id == found.entry_id).with_for_update()
    db.session.scalars(entry.execution_options(populate_existing=True)).one()
    return db.session.get_one(EntryInvitation, found.id, populate_existing=True)


def _open_one(own: Own, email: str) -> EntryInvitation | None:
    query = (
        select(EntryInvitation)
        .where(EntryInvitation.entry_id == own.entry.id, EntryInvitation.email == email)
        .where(EntryInvitation.accepted_at.is_(None), EntryInvitation.declined_at.is_(None))
        .where(EntryInvitation.revoked_at.is_(None))
    )
    return db.session.scalar(query.order_by(EntryInvitation.created_at).limit(1))


def _new(actor: Actor, own: Own, email: str) -> EntryInvitation:
    """Return a new offer, if the team has room for one more."""
    entry_id = own.entry.id
    members = select(func.count()).where(EntryMember.entry_id == entry_id).scalar_subquery()
    offers = (
        select(func.count())
        .where(EntryInvitation.entry_id == entry_id, EntryInvitation.expires_at > actor.at)
        .where(EntryInvitation.accepted_at.is_(None), EntryInvitation.declined_at.is_(None))
        .where(EntryInvitation.revoked_at.is_(None))
        .scalar_subquery()
    )
    if db.session.execute(select(members + offers)).scalar_one() >= MOST_MEMBERS:
        raise TeamFull(most=MOST_MEMBERS)
    return EntryInvitation(
        id=db.new_id(), entry_id=entry_id, email=email, invited_by=str(actor.person_id), created_at=actor.at
    )


def _write(actor: Actor, own: Own, invitation: EntryInvitation, token: str, known: Person | None) -> None:
    """Send the letter in the reader's language where we know it, else in the lead's."""
    to = (
        mail.Recipient(known.email, known.name, known.locale, known.id)
        if known
        else mail.Recipient(invitation.email, invitation.name, actor.locale)
    )
    mail.queue_letter(
        "entries/team_invitation",
        to,
        key=f"team-invitation:{invitation.token_digest}",
        token=token,
        inviter=actor.name,
        title=working_title_for(own.entry, to.locale),
        call=own.call.title,
        rights=str(invitation.rights),
    )


def _record(actor: Actor, invitation: EntryInvitation, kind: str, **detail: str) -> None:
    entry = db.session.get_one(Entry, invitation.entry_id)
    call = db.session.get_one(Call, entry.call_id)
    audit.record(actor, kind, f"entry:{entry.id}", chain=call.id, invitation=invitation.id, **detail)

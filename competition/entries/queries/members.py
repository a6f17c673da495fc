"""Who is on an entry's team, who was invited, and what is open to a link or to a signed-in person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from competition import db
from competition.actor import Actor
from competition.calls.models import Call
from competition.entries.models import Entry, EntryInvitation, EntryMember
from competition.entries.rules import Rights
from competition.entries.rules.drafting import working_content
from competition.entries.rules.team import is_open
from competition.i18n import Texts
from competition.people.models import Person
from competition.people.queries import token_digest


@dataclass(frozen=True, slots=True)
class Teammate:
    """One of the team as its page shows him."""

    member_id: str
    person_id: str
    name: str
    email: str
    is_lead: bool
    rights: Rights
    lead_offered_at: datetime | None


@dataclass(frozen=True, slots=True)
class TeamOffer:
    """An invitation with what its reader needs to know: the work, the call and who invites."""

    invitation: EntryInvitation
    title: str
    locale: str
    call_title: Texts
    inviter: str

    def is_open(self, now: datetime) -> bool:
        """Tell whether it may still be answered."""
        return is_open(self.invitation, now)


def own_member(actor: Actor, entry_id: str) -> EntryMember | None:
    """Return what the actor is on an entry's team."""
    query = select(EntryMember).where(EntryMember.entry_id == entry_id, EntryMember.person_id == actor.person_id)
    return db.session.scalar(query)


def teammates_of(entry_id: str) -> list[Teammate]:
    """Return a team, the lead first."""
    query = (
        select(EntryMember, Person.name, Person.email)
        .join(Person, Person.id == EntryMember.person_id)
        .where(EntryMember.entry_id == entry_id)
        .order_by(EntryMember.is_lead.desc(), Person.name, Person.id)
    )
    return [
        Teammate(one.id, one.person_id, name, email, one.is_lead, one.rights, one.lead_offered_at)
        for one, name, email in db.session.execute(query)
    ]


def invitations_of_entry(entry_id: str) -> Sequence[EntryInvitation]:
    """Return the invitations to a team that nobody accepted and the lead did not take back, newest first."""
    query = (
        select(EntryInvitation)
        .where(EntryInvitation.entry_id == entry_id, EntryInvitation.accepted_at.is_(None))
        .where(EntryInvitation.revoked_at.is_(None))
        .order_by(EntryInvitation.created_at.desc(), EntryInvitation.id)
    )
    return db.session.scalars(query).all()


def invitation_behind(actor: Actor, key: str) -> EntryInvitation | None:
    """Return the invitation of a link's secret; or of its own id, for the person whose confirmed address it bears."""
    by_link = db.session.scalar(select(EntryInvitation).where(EntryInvitation.token_digest == token_digest(key)))
    if by_link is not None or not actor.email_confirmed:
        return by_link
    query = select(EntryInvitation).where(EntryInvitation.id == key, EntryInvitation.email == actor.email)
    return db.session.scalar(query)


def offer_behind(actor: Actor, key: str) -> TeamOffer | None:
    """Return the same with its work, call and inviter, in whatever state it is."""
    found = invitation_behind(actor, key)
    row = db.session.execute(_offers().where(EntryInvitation.id == found.id)).first() if found else None
    return _offer(*row) if row else None


def offers_for(actor: Actor) -> list[TeamOffer]:
    """Return the invitations that wait for an answer of the actor; none before his address is confirmed."""
    if not actor.email_confirmed:
        return []
    query = (
        _offers()
        .where(EntryInvitation.email == actor.email, EntryInvitation.expires_at > actor.at)
        .where(EntryInvitation.accepted_at.is_(None), EntryInvitation.declined_at.is_(None))
        .where(EntryInvitation.revoked_at.is_(None))
        .order_by(EntryInvitation.created_at.desc(), EntryInvitation.id)
        .limit(50)
    )
    return [_offer(*row) for row in db.session.execute(query)]


def _offers() -> Select[EntryInvitation, Entry, Texts, str]:
    return (
        select(EntryInvitation, Entry, Call.title, Person.name)
        .join(Entry, Entry.id == EntryInvitation.entry_id)
        .join(Call, Call.id == Entry.call_id)
        .join(Person, Person.id == EntryInvitation.invited_by)
    )


def _offer(invitation: EntryInvitation, entry: Entry, call_title: Texts, inviter: str) -> TeamOffer:
    return TeamOffer(invitation, str(working_content(entry)["title"]), entry.locale, call_title, inviter)

"""Co-entrants: invited by the lead, joining, leaving, removed; and the lead that passes on."""

from __future__ import annotations

from sqlalchemy import Select, select

from competition import audit, db, mail
from competition.actor import Actor
from competition.entries.models import EntryInvitation, EntryMember
from competition.entries.queries import working_title_for
from competition.entries.rules.drafting import MOST_ENTRIES_PER_PERSON
from competition.entries.rules.refusals import EntryNotFound, TooManyEntries
from competition.entries.rules.team import LeadStays, NoLeadOffered, Rights
from competition.entries.services.access import Own, led_entry, own_entry
from competition.entries.services.drafts import led_by
from competition.people.models import Person


def change_rights(actor: Actor, entry_id: str, member_id: str, rights: Rights) -> None:
    """Let a co-entrant edit, or only read."""
    with db.transaction():
        own = led_entry(actor, entry_id)
        member = _other(own, member_id)
        if member.rights != rights:
            member.rights = rights
            _record(actor, own, "team.rights", member, rights=str(rights))


def remove_member(actor: Actor, entry_id: str, member_id: str) -> None:
    """Take a co-entrant off the team, and write to him; from his next request on the entry is not there for him."""
    with db.transaction() as session:
        own = led_entry(actor, entry_id)
        member = _other(own, member_id)
        session.delete(member)
        session.flush()
        _record(actor, own, "team.removed", member)
        _write(own, member, "entries/removed_from_team", f"team-removed:{member.id}", lead=actor.name)


def leave_team(actor: Actor, entry_id: str) -> None:
    """Leave a team that somebody else leads."""
    with db.transaction() as session:
        own = own_entry(actor, entry_id)
        if own.member.is_lead:
            raise LeadStays
        session.delete(own.member)
        session.flush()
        _record(actor, own, "team.left", own.member)


def offer_lead(actor: Actor, entry_id: str, member_id: str) -> None:
    """Offer the lead to a co-entrant, and to nobody else at the same time; it passes once he accepts."""
    with db.transaction():
        own = led_entry(actor, entry_id)
        member = _other(own, member_id)
        if member.lead_offered_at is not None:
            return
        _take_offer_back(own)
        member.lead_offered_at = actor.at
        _record(actor, own, "team.lead_offered", member)
        key = f"lead-offered:{member.id}:{actor.at:%Y%m%d%H%M}"
        _write(own, member, "entries/lead_offered", key, lead=actor.name)


def take_offer_back(actor: Actor, entry_id: str) -> None:
    """Keep the lead after all."""
    with db.transaction():
        own = led_entry(actor, entry_id)
        for member in _take_offer_back(own):
            _record(actor, own, "team.lead_kept", member)


def answer_offer(actor: Actor, entry_id: str, *, accepts: bool) -> None:
    """Take over the lead, or decline it. Who led before may edit from then on, and is told by letter.

    Raises `NoLeadOffered` unless it is on offer, and `TooManyEntries` if the new lead leads too many already.
    """
    with db.transaction() as session:
        own = own_entry(actor, entry_id)
        if own.member.is_lead:
            return
        if own.member.lead_offered_at is None:
            raise NoLeadOffered
        own.member.lead_offered_at = None
        if not accepts:
            _record(actor, own, "team.lead_declined", own.member)
            return
        if led_by(own.member.person_id, own.call.id) >= MOST_ENTRIES_PER_PERSON:
            raise TooManyEntries(most=MOST_ENTRIES_PER_PERSON)
        before = session.scalars(_team(own).where(EntryMember.is_lead.is_(True))).one()
        before.is_lead, before.rights = False, Rights.edit
        own.member.is_lead = True
        _record(actor, own, "team.lead_passed", own.member, before=before.person_id)
        _write(
            own, before, "entries/lead_passed", f"lead-passed:{before.id}:{own.member.id}:{actor.at}", lead=actor.name
        )


def revoke_team_invitation(actor: Actor, entry_id: str, invitation_id: str) -> None:
    """Take an invitation back that nobody has answered; one that is answered already stays as it is."""
    with db.transaction() as session:
        own = led_entry(actor, entry_id)
        invitation = session.get(EntryInvitation, invitation_id, populate_existing=True)
        if invitation is None or invitation.entry_id != entry_id:
            raise EntryNotFound
        if invitation.accepted_at is None and invitation.revoked_at is None:
            invitation.revoked_at = actor.at
            audit.record(
                actor, "team.invitation_revoked", f"invitation:{invitation.id}", chain=own.call.id, entry=entry_id
            )


def _other(own: Own, member_id: str) -> EntryMember:
    """Return a co-entrant of this team who is not its lead."""
    member = db.session.scalar(_team(own).where(EntryMember.id == member_id))
    if member is None:
        raise EntryNotFound
    if member.is_lead:
        raise LeadStays
    return member


def _team(own: Own) -> Select[EntryMember]:
    return select(EntryMember).where(EntryMember.entry_id == own.entry.id).execution_options(populate_existing=True)


def _take_offer_back(own: Own) -> list[EntryMember]:
    offered = list(db.session.scalars(_team(own).where(EntryMember.lead_offered_at.is_not(None))))
    for member in offered:
        member.lead_offered_at = None
    return offered


def _record(actor: Actor, own: Own, kind: str, member: EntryMember, **detail: str) -> None:
    audit.record(actor, kind, f"entry:{own.entry.id}", chain=own.call.id, person=member.person_id, **detail)


def _write(own: Own, member: EntryMember, event: str, key: str, *, lead: str) -> None:
    person = db.session.get_one(Person, member.person_id)
    mail.queue_letter(
        event,
        mail.Recipient(person.email, person.name, person.locale, person.id),
        key=key[:160],
        entry_id=own.entry.id,
        code=own.entry.code,
        title=working_title_for(own.entry, person.locale),
        call=own.call.title,
        lead=lead,
    )

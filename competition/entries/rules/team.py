"""The law of teams: who may do what with an entry, how one joins, and how the lead passes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from competition.errors import DomainError

MOST_MEMBERS = 20
# Joined or invited: so many people may stand on a team's page, and so many letters may it have caused at once.
OPEN_FOR = timedelta(days=30)


class Rights(StrEnum):
    """What a co-entrant may do. Who may edit may also hand in; who leads may do all, and alone decides on the team."""

    edit = "edit"
    read = "read"


class Member(Protocol):
    """What the law needs to know of an `EntryMember`."""

    is_lead: Any
    rights: Any


class Offer(Protocol):
    """What the law needs to know of an `EntryInvitation`."""

    expires_at: Any
    accepted_at: Any
    declined_at: Any
    revoked_at: Any


@dataclass(frozen=True, slots=True)
class InviteToTeam:
    """The lead offers a place on the team to whoever reads the letters of `email`."""

    email: str
    rights: Rights = Rights.edit
    name: str = ""


class ReadsOnly(DomainError):
    """This co-entrant may read the entry, not change it."""

    code = "entry_reads_only"
    status = 403


class LeadOnly(DomainError):
    """Only the lead may do this."""

    code = "entry_lead_only"
    status = 403


class TeamFull(DomainError):
    """The team has as many people, joined or invited, as an entry may have (`most`)."""

    code = "entry_team_full"


class OnTeamAlready(DomainError):
    """The invited person is on the team."""

    code = "entry_on_team_already"


class LeadStays(DomainError):
    """The lead cannot leave or be removed before somebody else leads."""

    code = "entry_lead_stays"


class NoLeadOffered(DomainError):
    """The lead was not offered to this person, or was taken back."""

    code = "entry_no_lead_offered"
    status = 409


def may_change(member: Member) -> bool:
    """Tell whether a member may write, send files and hand in, while the calendar allows it."""
    return bool(member.is_lead) or member.rights == Rights.edit


def is_open(offer: Offer, now: datetime) -> bool:
    """Tell whether an invitation may still be answered."""
    answered = offer.accepted_at or offer.declined_at or offer.revoked_at
    return answered is None and bool(offer.expires_at > now)

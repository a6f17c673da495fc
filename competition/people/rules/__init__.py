"""The law of accounts: roles, addresses, passwords, lock-out, links by letter, and what verbs may be asked."""

from competition.people.rules.addresses import EmailUnusable, normal_email
from competition.people.rules.attempts import BY_ACCOUNT, BY_ADDRESS, LockedOut, LockOut
from competition.people.rules.belonging import SAID, said_of
from competition.people.rules.commands import (
    Credentials,
    InstitutionFacts,
    Invite,
    NewPerson,
    Profile,
    Registration,
    RelyingParty,
)
from competition.people.rules.erasing import ErasureAsked, OwnsCalls
from competition.people.rules.errands import LIFETIME, LinkSpent, Purpose
from competition.people.rules.factors import PasskeyKnown, PasskeyRefused, TooManyPasskeys, WrongCode
from competition.people.rules.passwords import check_password, is_long
from competition.people.rules.refusals import (
    AddressUnconfirmed,
    InvitationClosed,
    InvitationForAnother,
    PeopleError,
    WrongPassword,
    WrongSignIn,
)
from competition.people.rules.roles import ORGANISERS, Role, ScopeKind, ends_sessions, may_invite

__all__ = [
    "BY_ACCOUNT",
    "BY_ADDRESS",
    "LIFETIME",
    "ORGANISERS",
    "SAID",
    "AddressUnconfirmed",
    "Credentials",
    "EmailUnusable",
    "ErasureAsked",
    "InstitutionFacts",
    "InvitationClosed",
    "InvitationForAnother",
    "Invite",
    "LinkSpent",
    "LockOut",
    "LockedOut",
    "NewPerson",
    "OwnsCalls",
    "PasskeyKnown",
    "PasskeyRefused",
    "PeopleError",
    "Profile",
    "Purpose",
    "Registration",
    "RelyingParty",
    "Role",
    "ScopeKind",
    "TooManyPasskeys",
    "WrongCode",
    "WrongPassword",
    "WrongSignIn",
    "check_password",
    "ends_sessions",
    "is_long",
    "may_invite",
    "normal_email",
    "said_of",
]

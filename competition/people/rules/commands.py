"""Frozen values that the verbs of people are asked with."""

from __future__ import annotations

from dataclasses import dataclass, field

from competition.people.rules.roles import Role


@dataclass(frozen=True, slots=True)
class Registration:
    """A visitor asks for an account. `next` is where the confirmation leads to, a path of ours."""

    email: str
    name: str
    password: str = field(repr=False)
    time_zone: str = "UTC"
    next: str = ""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """The operator makes an account whose address needs no confirmation."""

    email: str
    name: str
    password: str = field(repr=False)
    locale: str = "en"
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a person signs in with."""

    email: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Profile:
    """How a person is named and written to, and where he lives, learnt and works, as far as he says."""

    name: str
    locale: str
    time_zone: str
    country: str = ""
    school: str = ""
    employer: str = ""


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Whom a passkey is for: the canonical host without its port, and the origin."""

    id: str
    origin: str
    name: str = "Facet"


@dataclass(frozen=True, slots=True)
class Invite:
    """An offer of a role on a call to whoever reads the letters of `email`. `scope_name` is the call's title."""

    email: str
    role: Role
    call_id: str
    scope_name: dict[str, str]
    name: str = ""
    locale: str = "en"
    institution_id: str | None = None


@dataclass(frozen=True, slots=True)
class InstitutionFacts:
    """A house, school, museum or company, in the languages it is written about."""

    name: dict[str, str]
    city: dict[str, str] = field(default_factory=dict)
    country: str = ""
    time_zone: str = "UTC"
    url: str = ""

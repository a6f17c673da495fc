"""The law of accounts and roles."""

from __future__ import annotations

from enum import StrEnum


class ScopeKind(StrEnum):
    """What a role is held on."""

    call = "call"


class Role(StrEnum):
    """What a person is on a call. `owner` may do all that an organiser may, and hand the call over."""

    owner = "owner"
    organiser = "organiser"
    chair = "chair"
    juror = "juror"
    auditor = "auditor"
    entrant = "entrant"


ORGANISERS = (Role.owner, Role.organiser)

"""Roles: what a person is on a call, and who may offer one."""

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
_INVITED_BY_ORGANISERS = frozenset({Role.organiser, Role.chair, Role.juror, Role.auditor})


def may_invite(own: frozenset[str], offered: Role) -> bool:
    """Owners offer every role but entrant, organisers every one below owner, a chair may offer juror."""
    if Role.owner in own:
        return offered != Role.entrant
    if Role.organiser in own:
        return offered in _INVITED_BY_ORGANISERS
    return Role.chair in own and offered == Role.juror


def ends_sessions(role: Role) -> bool:
    """A change of a role that sees other people's work ends its bearer's other sessions; entering does not."""
    return role != Role.entrant

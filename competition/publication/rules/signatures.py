"""Whose signatures a release needs: one table, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from competition.calls.rules import ReleaseRule
from competition.people.rules import ORGANISERS, Role
from competition.publication.rules.refusals import NobodyCanSign


@dataclass(frozen=True, slots=True)
class Seat:
    """One signature that a release needs: the capacity it is given in, and who may give it.

    Where `institution_id` is set, the person must stand for that host. Who holds one of the roles `never` too may
    not sign, whatever else he is.
    """

    capacity: str
    roles: tuple[Role, ...]
    institution_id: str | None = None
    never: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is on the call: each role with the institution that he stands for in it."""

    person_id: str
    roles: tuple[tuple[Role, str | None], ...]


def _each_host(hosts: Sequence[str]) -> tuple[Seat, ...]:
    return tuple(Seat(f"host:{host}", ORGANISERS, host) for host in hosts)


_ORGANISER = Seat("organiser", ORGANISERS)
_CHAIR = Seat("chair", (Role.chair,))
# An auditor vouches for what others did: for a house that wants to win, or for his own marks, nobody can.
_AUDITOR = Seat("auditor", (Role.auditor,), never=(*ORGANISERS, Role.chair, Role.juror))

# The one table of required signatures. `each_host` asks one organiser of each of the call's hosts.
REQUIRED_SIGNATURES: dict[ReleaseRule, Callable[[Sequence[str]], tuple[Seat, ...]]] = {
    ReleaseRule.organiser: lambda _hosts: (_ORGANISER,),
    ReleaseRule.chair_and_auditor: lambda _hosts: (_CHAIR, _AUDITOR),
    ReleaseRule.each_host: _each_host,
}


def seats_of(rule: ReleaseRule, hosts: Sequence[str]) -> tuple[Seat, ...]:
    """Return the signatures that a call's release needs, in a fixed order; at least one, or `NobodyCanSign`."""
    seats = REQUIRED_SIGNATURES[rule](hosts)
    if not seats:
        raise NobodyCanSign
    return seats


def missing_signatures(seats: Sequence[Seat], signed: Mapping[str, str]) -> tuple[Seat, ...]:
    """Return the seats nobody signed for; `signed` maps capacities to persons, of whom each counts once."""
    counted: set[str] = set()
    missing = []
    for seat in seats:
        person = signed.get(seat.capacity)
        if person is None or person in counted:
            missing.append(seat)
        else:
            counted.add(person)
    return tuple(missing)


def may_sign(standing: Standing, seat: Seat) -> bool:
    """Tell whether a person may sign in this capacity."""
    return _has_role_for(standing, seat) and not _is_never(standing, seat)


def is_partial(standing: Standing, seats: Sequence[Seat], signed: Mapping[str, str]) -> bool:
    """Tell whether a missing seat would be a person's by his role, and only another role of his forbids it."""
    if standing.person_id in signed.values():
        return False
    missing = missing_signatures(seats, signed)
    return any(_has_role_for(standing, seat) and _is_never(standing, seat) for seat in missing)


def _has_role_for(standing: Standing, seat: Seat) -> bool:
    return any(
        role in seat.roles and seat.institution_id in {None, institution} for role, institution in standing.roles
    )


def _is_never(standing: Standing, seat: Seat) -> bool:
    return any(role in seat.never for role, _institution in standing.roles)


def seat_for(standing: Standing, seats: Sequence[Seat], signed: Mapping[str, str]) -> Seat | None:
    """Return the missing seat that a person would sign for; None once he signed: each signs once, in one capacity."""
    if standing.person_id in signed.values():
        return None
    return next((seat for seat in missing_signatures(seats, signed) if may_sign(standing, seat)), None)

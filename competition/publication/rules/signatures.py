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

    Where `institution_id` is set, the person must stand for that host.
    """

    capacity: str
    roles: tuple[Role, ...]
    institution_id: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is on the call: each role with the institution that he stands for in it."""

    person_id: str
    roles: tuple[tuple[Role, str | None], ...]


def _each_host(hosts: Sequence[str]) -> tuple[Seat, ...]:
    return tuple(Seat(f"host:{host}", ORGANISERS, host) for host in hosts)


_ORGANISER = Seat("organiser", ORGANISERS)
_CHAIR = Seat("chair", (Role.chair,))
_AUDITOR = Seat("auditor", (Role.auditor,))

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
    return any(
        role in seat.roles and seat.institution_id in {None, institution} for role, institution in standing.roles
    )


def seat_for(standing: Standing, seats: Sequence[Seat], signed: Mapping[str, str]) -> Seat | None:
    """Return the missing seat that a person would sign for; None once he signed: each signs once, in one capacity."""
    if standing.person_id in signed.values():
        return None
    return next((seat for seat in missing_signatures(seats, signed) if may_sign(standing, seat)), None)

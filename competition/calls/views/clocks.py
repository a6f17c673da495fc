"""The clocks that a call's dates are shown on: those of its hosts, none before the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from competition.calls.models import Call
from competition.i18n import pick
from competition.people.models import Institution
from competition.web.times import city_of

__all__ = ["Clock", "city_of", "clocks_of"]

MOST = 2


@dataclass(frozen=True, slots=True)
class Clock:
    """A time zone, and the place it is named by."""

    zone: str
    place: str


def clocks_of(call: Call, hosts: Sequence[Institution]) -> list[Clock]:
    """Return the zones of the hosts, each once; the calendar's own comes first where no host lives in it."""
    clocks = {host.time_zone: Clock(host.time_zone, str(pick(host.city)) or city_of(host.time_zone)) for host in hosts}
    if call.time_zone not in clocks:
        clocks = {call.time_zone: Clock(call.time_zone, city_of(call.time_zone)), **clocks}
    return list(clocks.values())[:MOST]

"""Places as numbers, for comparing jurors."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from competition.results.engine.ballots.values import Ballot, Ballots
from competition.results.engine.ratings import Rating


def taken_places(ballot: Ballot) -> Iterator[tuple[str, int, int]]:
    """Yield each entry with the first and the last place, from 1, that its group takes up on the ballot."""
    first = 1
    for group in ballot.order:
        last = first + len(group) - 1
        for entry in group:
            yield entry, first, last
        first = last + 1


def places_given(ballots: Ballots) -> list[Rating]:
    """Return each juror's places as numbers: tied entries at the mean of theirs, and minus, since more is better."""
    given = [
        Rating(entry, ballot.juror, -Fraction(first + last, 2))
        for ballot in ballots.ballots
        for entry, first, last in taken_places(ballot)
    ]
    return sorted(given)

"""Ballots and duels for the engine, written as people write them."""

from __future__ import annotations

from competition.results.engine import Outcome
from competition.results.engine.ballots import Ballot, Ballots, Duel, Duels


def some_ballots(*written: str) -> Ballots:
    """Return ballots from lines such as `42 M>N=C>K`: how many jurors, and their order."""
    ballots = []
    for number, line in enumerate(written):
        times, order = line.split(" ")
        groups = tuple(tuple(group.split("=")) for group in order.split(">"))
        ballots.append(Ballot(f"j{number}", groups, int(times)))
    return Ballots(tuple(sorted({entry for ballot in ballots for entry in ballot.ranked})), tuple(ballots))


def some_duels(*written: str) -> Duels:
    """Return duels from lines such as `A B 3`: winner, loser, how often, and perhaps the juror."""
    rows = []
    for line in written:
        winner, loser, count, *juror = line.split()
        rows.append(Duel(winner, loser, int(count), *juror))
    return Duels(tuple(rows))


def order_of(outcome: Outcome) -> str:
    """Return the order in the same words: `A>B=C`; who has no rank is left out."""
    written, before = "", None
    for one in outcome.entries:
        if one.rank is not None:
            sign = "=" if one.rank == before else ">"
            written += (sign if written else "") + one.entry
            before = one.rank
    return written

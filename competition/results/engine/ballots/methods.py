"""The methods by name, each as a function from ballots, or from pairs, to standings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from competition.results.engine.ballots.copeland import copeland
from competition.results.engine.ballots.pairs import Pairs, pairs_of_ballots, pairs_of_duels
from competition.results.engine.ballots.parts import Part
from competition.results.engine.ballots.points import borda, point_table
from competition.results.engine.ballots.standings import Standings, fitted_standings
from competition.results.engine.ballots.stv import stv
from competition.results.engine.ballots.values import Ballots, BallotTerms, Duels


def _schulze(pairs: Pairs, _terms: BallotTerms) -> Standings:
    from competition.results.engine.ballots.schulze import schulze  # noqa: PLC0415 - numpy loads when it is needed

    return schulze(pairs)


def _copeland(pairs: Pairs, _terms: BallotTerms) -> Standings:
    return copeland(pairs)


def _bradley_terry(pairs: Pairs, terms: BallotTerms) -> Standings:
    """Rank by log-strength; where that has no finite estimate, nobody has a place."""
    from competition.results.engine.ballots.bradley_terry import outside, strengths  # noqa: PLC0415 - as above

    if not terms.ridge and outside(pairs):
        return {}
    found = strengths(pairs, terms.ridge)
    return fitted_standings(dict(zip(pairs.entries, found.values, strict=True)))


DUEL_METHODS: dict[str, Callable[[Pairs, BallotTerms], Standings]] = {
    "bradley-terry": _bradley_terry,
    "schulze": _schulze,
    "copeland": _copeland,
}
# A seat or a point of a table is won from all jurors alike: these rank all entries together. The others compare
# two entries by the jurors who ranked both, so they rank inside the parts that jurors join.
GATHERING: dict[str, Callable[[Ballots, BallotTerms], Standings]] = {"points": point_table, "stv": stv}
BALLOT_METHODS = ("borda", "points", "stv", "schulze", "copeland")


def standings_of_ballots(method: str, ballots: Ballots, terms: BallotTerms, parts: Iterable[Part]) -> Standings:
    """Return the standings by one of `BALLOT_METHODS`, inside each part or, if the method gathers, of all at once."""
    if method in GATHERING:
        everyone = tuple(sorted(name for part in parts for name in part))
        return GATHERING[method](Ballots(everyone, ballots.ballots), terms)
    found: Standings = {}
    for part in parts:
        own = Ballots(part, tuple(one for one in ballots.ballots if not set(part).isdisjoint(one.ranked)))
        if method == "borda":
            found |= borda(own, terms)
        else:
            found |= DUEL_METHODS[method](pairs_of_ballots(part, own.ballots), terms)
    return found


def standings_of_duels(method: str, duels: Duels, terms: BallotTerms, parts: Iterable[Part]) -> Standings:
    """Return the standings by one of `DUEL_METHODS` inside each part."""
    found: Standings = {}
    for part in parts:
        found |= DUEL_METHODS[method](pairs_of_duels(part, duels.rows), terms)
    return found

"""The method that leads a run, whatever it reads: marks, votes, or the orders that marks make."""

from __future__ import annotations

from collections.abc import Mapping

from competition.results.engine.answers import beside_means, ratings_of
from competition.results.engine.ballots import BALLOT_METHODS, Ballots, rank_ballots
from competition.results.engine.marks import Marks
from competition.results.engine.methods import FINDERS, analyse
from competition.results.engine.values import EntryOutcome, Options, Outcome
from competition.results.engine.within import Standing, standings


def lead(marks: Marks, method: str, options: Options) -> Outcome:
    """Return what a method makes of marks; one on orders reads each juror's by what he gave, equal marks tied."""
    if method not in BALLOT_METHODS:
        return analyse(marks, method, options)
    ballots = Ballots.from_ratings(sorted(marks.entries), ratings_of(marks))
    return beside_means(rank_ballots(method, ballots, options=options), analyse(marks, "mean", Options()))


def lead_within(
    marks: Marks, outcome: Outcome, options: Options, category_of: Mapping[str, str]
) -> tuple[Standing, ...]:
    """Return the places inside each category by the method that leads.

    A method on marks compares there anew (`standings`); the others keep the order that they found among all.
    """
    if outcome.method in FINDERS:
        return standings(marks, outcome.method, options, category_of)
    groups: dict[tuple[int, str], list[EntryOutcome]] = {}
    for one in outcome.entries:
        if one.rank is not None:
            scope = 0 if outcome.has_common_ranking else one.component or 0
            groups.setdefault((scope, category_of.get(one.entry, "")), []).append(one)
    found = [
        Standing(one.entry, category, 1 + sum((other.rank or 0) < (one.rank or 0) for other in group))
        for (_, category), group in groups.items()
        for one in group
    ]
    return tuple(sorted(found, key=lambda one: (one.category, one.rank, one.entry)))

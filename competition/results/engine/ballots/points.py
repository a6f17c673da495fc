"""Points for places: Borda's count, and tables as juries of song and sport use them."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from competition.results.engine.ballots.places import taken_places
from competition.results.engine.ballots.standings import Standings, standings
from competition.results.engine.ballots.values import Ballots, BallotTerms


def borda(ballots: Ballots, _terms: BallotTerms) -> Standings:
    """Rank by Borda's count: a point for each entry that stands below, half a point for each that is tied.

    With n entries, all ranked by all, the last of a ballot gets 0 and the first n − 1; an entry's score is the
    sum. Borda, *Mémoire sur les élections au scrutin* (1781); ties: Emerson, *Soc. Choice Welf.* 40 (2013).

    An entry that a juror left out is not put last by it: a ballot of m < n entries is stretched to as many
    points as a full one, by (n − 1) ∕ (m − 1), and the score is the mean over the ballots that rank the entry,
    times the number of ballots. A ballot of a single entry compares nothing and is passed over.
    An entry that no other ballot ranks is left out, unless it stands alone.
    """
    telling = [ballot for ballot in ballots.ballots if len(ballot.ranked) > 1]
    total = sum(ballot.weight for ballot in telling)
    sums: dict[str, Fraction] = defaultdict(Fraction)
    times: dict[str, int] = defaultdict(int)
    for ballot in telling:
        ranked = len(ballot.ranked)
        # For each entry twice its points, a whole number; this makes them points, and stretches a short ballot.
        worth = Fraction(ballot.weight * (len(ballots.entries) - 1), 2 * (ranked - 1))
        for entry, first, last in taken_places(ballot):
            sums[entry] += worth * (2 * ranked - first - last)
            times[entry] += ballot.weight
    return standings(
        {entry: total * sums[entry] / (times[entry] or 1) for entry in ballots.entries if times[entry] or not telling}
    )


def point_table(ballots: Ballots, terms: BallotTerms) -> Standings:
    """Rank by the sum of `terms.points`: the first for the first place of a ballot, and so on, then none.

    Tied entries share the points of the places that they take up, in equal parts. An entry that is not on a
    ballot gets nothing from it: a table rewards the places it names.
    """
    sums = dict.fromkeys(ballots.entries, Fraction(0))
    for ballot in ballots.ballots:
        for entry, first, last in taken_places(ballot):
            shared = sum(terms.points[first - 1 : last], Fraction(0)) / (last - first + 1)
            sums[entry] += ballot.weight * shared
    return standings(sums)

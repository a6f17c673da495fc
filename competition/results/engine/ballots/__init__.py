"""Verdicts without marks: jurors who put entries in order, and duels between two entries.

`values` says what goes in, `pairs` counts who was preferred to whom; `points` (Borda and tables), `stv`,
`schulze`, `copeland` and `bradley_terry` are the methods, `methods` has them by name, `verdicts` writes
down what they found, `resampling` says how sure it is. All but Bradley–Terry count in whole numbers
and fractions, so ties are ties.
"""

from competition.results.engine.ballots.methods import BALLOT_METHODS, DUEL_METHODS
from competition.results.engine.ballots.places import places_given
from competition.results.engine.ballots.values import BadBallots, Ballot, Ballots, BallotTerms, Duel, Duels
from competition.results.engine.ballots.verdicts import rank_ballots, rank_duels

__all__ = [
    "BALLOT_METHODS",
    "DUEL_METHODS",
    "BadBallots",
    "Ballot",
    "BallotTerms",
    "Ballots",
    "Duel",
    "Duels",
    "places_given",
    "rank_ballots",
    "rank_duels",
]

"""What must hold for any ballots: invariances, and agreement with the library votelib, which shares no code with us."""

from __future__ import annotations

import warnings
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from competition.results.engine.ballots import BALLOT_METHODS, Ballot, Ballots, BallotTerms, rank_ballots
from competition.results.engine.ballots.pairs import pairs_of_ballots
from competition.results.engine.ballots.schulze import path_strengths
from tests.factories.results import ranks_of, scores_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import votelib.convert
    import votelib.evaluate.condorcet
    import votelib.evaluate.core
    import votelib.evaluate.sequential

ENTRIES = ("A", "B", "C", "D", "E")
TERMS = BallotTerms(points=tuple(Fraction(points) for points in (12, 10, 8)), seats=2)
unhurried = settings(deadline=None, max_examples=25)

# A ballot: worth by entry, the worth being of no account; a few entries may be missing.
orders = st.dictionaries(st.sampled_from(ENTRIES), st.integers(0, 4).map(Fraction), min_size=1)
juries = st.lists(orders, min_size=1, max_size=7)
full_juries = st.lists(st.permutations(ENTRIES), min_size=1, max_size=9)


def jury(given_orders: list[dict[str, Fraction]]) -> Ballots:
    """Return the ballots of a jury."""
    return Ballots(ENTRIES, tuple(Ballot.from_values(f"j{at}", order) for at, order in enumerate(given_orders)))


def full_jury(given_orders: list[list[str]]) -> Ballots:
    """Return complete ballots without ties."""
    ballots = [Ballot(f"j{at}", tuple((entry,) for entry in order)) for at, order in enumerate(given_orders)]
    return Ballots(ENTRIES, tuple(ballots))


def votes(ballots: Ballots) -> dict[Any, int]:
    """Return the same for votelib: tuples of entries, ties as frozen sets."""
    found: dict[Any, int] = {}
    for ballot in ballots.ballots:
        vote = tuple(group[0] if len(group) == 1 else frozenset(group) for group in ballot.order)
        found[vote] = found.get(vote, 0) + ballot.weight
    return found


@unhurried
@given(juries, st.permutations(ENTRIES), st.randoms(use_true_random=False), st.sampled_from(BALLOT_METHODS))
def test_names_and_order_mean_nothing(
    given_orders: list[dict[str, Fraction]], names: list[str], chance: Any, method: str
) -> None:
    new = dict(zip(ENTRIES, names, strict=True))
    renamed = [{new[entry]: worth for entry, worth in order.items()} for order in given_orders]
    chance.shuffle(renamed)
    before = rank_ballots(method, jury(given_orders), TERMS)
    after = rank_ballots(method, jury(renamed), TERMS)
    assert scores_of(after) == {new[entry]: score for entry, score in scores_of(before).items()}
    ours, theirs = (part.components for part in (before, after))
    assert ours == theirs
    if ours == 1 or method in {"points", "stv"}:
        assert ranks_of(after) == {new[entry]: rank for entry, rank in ranks_of(before).items()}


@unhurried
@given(juries, st.sampled_from(BALLOT_METHODS))
def test_a_juror_of_weight_two_is_two_jurors(given_orders: list[dict[str, Fraction]], method: str) -> None:
    once = jury(given_orders)
    twice = jury(given_orders * 2)
    doubled = Ballots(ENTRIES, tuple(Ballot(one.juror, one.order, 2) for one in once.ballots))
    assert ranks_of(rank_ballots(method, doubled, TERMS)) == ranks_of(rank_ballots(method, twice, TERMS))
    assert scores_of(rank_ballots(method, doubled, TERMS)) == scores_of(rank_ballots(method, twice, TERMS))


@unhurried
@given(full_juries, st.sampled_from(["borda", "schulze", "copeland"]))
def test_turning_all_ballots_round_turns_the_ranking_round(given_orders: list[list[str]], method: str) -> None:
    before = ranks_of(rank_ballots(method, full_jury(given_orders), TERMS))
    after = ranks_of(rank_ballots(method, full_jury([order[::-1] for order in given_orders]), TERMS))
    for one in ENTRIES:
        for other in ENTRIES:
            if method != "schulze":
                assert ((before[one] or 0) < (before[other] or 0)) == ((after[one] or 0) > (after[other] or 0))
    if len(set(before.values())) == len(ENTRIES):
        assert sorted(ENTRIES, key=lambda entry: before[entry] or 0) == sorted(
            ENTRIES, key=lambda entry: -(after[entry] or 0)
        )


@unhurried
@given(juries)
def test_votelib_finds_the_same_paths(given_orders: list[dict[str, Fraction]]) -> None:
    ballots = jury(given_orders)
    counts = votelib.convert.RankedToCondorcetVotes(unranked_at_bottom=False).convert(votes(ballots))
    wanted = votelib.evaluate.condorcet.Schulze.widest_paths(counts)
    paths = path_strengths(pairs_of_ballots(ENTRIES, ballots.ballots))
    assert {(a, b): paths[i, j] for i, a in enumerate(ENTRIES) for j, b in enumerate(ENTRIES) if paths[i, j]} == {
        pair: strength for pair, strength in wanted.items() if strength
    }


@unhurried
@given(full_juries)
def test_votelib_finds_the_same_tournament(given_orders: list[list[str]]) -> None:
    ballots = full_jury(given_orders)
    counts = votelib.convert.RankedToCondorcetVotes().convert(votes(ballots))
    wins = votelib.evaluate.condorcet.pairwise_wins(counts)
    wanted = votelib.evaluate.condorcet.Copeland.scores(wins)
    ours = scores_of(rank_ballots("copeland", ballots))
    # Wins and half of the ties, against wins less losses: the one is the other halved, and moved by half of the rest.
    assert ours == {entry: (wanted.get(entry, 0) + len(ENTRIES) - 1) / 2 for entry in ENTRIES}


@unhurried
@given(full_juries)
def test_a_count_of_points_by_hand(given_orders: list[list[str]]) -> None:
    wanted = {entry: float(sum(4 - order.index(entry) for order in given_orders)) for entry in ENTRIES}
    assert scores_of(rank_ballots("borda", full_jury(given_orders))) == wanted
    table = BallotTerms(points=tuple(Fraction(points) for points in (4, 3, 2, 1, 0)))
    assert scores_of(rank_ballots("points", full_jury(given_orders), table)) == wanted


@settings(deadline=None, max_examples=60)
@given(st.lists(st.permutations(ENTRIES), min_size=3, max_size=30), st.integers(1, 3))
def test_votelib_elects_the_same(given_orders: list[list[str]], seats: int) -> None:
    """Where votelib sees no tie; it leaves its ties open, ours are broken by earlier stages."""
    ballots = full_jury(given_orders)
    selector = votelib.evaluate.sequential.TransferableVoteSelector(
        quota_function="droop", transferer="Gregory", eliminate_step=-1
    )
    try:
        elected = selector.evaluate(votes(ballots), n_seats=seats)
    except (NotImplementedError, votelib.evaluate.core.VotingSystemError):
        elected = [votelib.evaluate.core.Tie(ENTRIES)]
    assume(not votelib.evaluate.core.Tie.any(elected))
    outcome = rank_ballots("stv", ballots, BallotTerms(seats=seats))
    ours = [one.entry for one in outcome.entries if (one.rank or 0) <= seats]
    assert sorted(ours) == sorted(elected)


def test_a_condorcet_winner_wins() -> None:
    chance = pytest.importorskip("random").Random(5)
    for _ in range(50):
        ballots = full_jury([chance.sample(ENTRIES, 5) for _ in range(7)])
        wins = pairs_of_ballots(ENTRIES, ballots.ballots).wins
        winners = [a for a in ENTRIES if all(wins[a, b] > wins[b, a] for b in ENTRIES if a != b)]
        for method in ("schulze", "copeland"):
            first = [entry for entry, rank in ranks_of(rank_ballots(method, ballots)).items() if rank == 1]
            assert not winners or first == winners

"""Methods on rankings against published elections, and by hand where ballots are tied or incomplete."""

from __future__ import annotations

from fractions import Fraction

import pytest

from competition.results.engine import CaveatCode, Options
from competition.results.engine.ballots import BadBallots, Ballot, Ballots, BallotTerms, Duel, Duels, rank_ballots
from competition.results.engine.ballots.pairs import pairs_of_ballots
from competition.results.engine.ballots.schulze import path_strengths
from competition.results.engine.ratings import Rating
from tests.factories.ballots import order_of, some_ballots
from tests.factories.results import ranks_of, scores_of

# The textbook's election of a capital: Memphis, Nashville, Chattanooga, Knoxville.
TENNESSEE = some_ballots("42 M>N>C>K", "26 N>C>K>M", "15 C>K>N>M", "17 K>C>N>M")
# Schulze (2011), example 1: 45 voters.
SCHULZE = some_ballots(
    *("5 A>C>B>E>D", "5 A>D>E>C>B", "8 B>E>D>A>C", "3 C>A>B>E>D"),
    *("7 C>A>E>B>D", "2 C>B>A>D>E", "7 D>C>E>B>A", "8 E>B>A>D>C"),
)
# Food for twenty guests, three kinds to choose: the example by which STV is usually explained.
FOOD = some_ballots("4 O", "2 P>O", "8 C>S", "4 C>B", "1 S", "1 B")
EUROVISION = tuple(Fraction(points) for points in (12, 10, 8, 7, 6, 5, 4, 3, 2, 1))
ALL = ("borda", "points", "stv", "schulze", "copeland")
TERMS = BallotTerms(points=EUROVISION)


def test_borda_of_tennessee() -> None:
    outcome = rank_ballots("borda", TENNESSEE)
    assert scores_of(outcome) == {"N": 194.0, "C": 173.0, "M": 126.0, "K": 107.0}
    assert order_of(outcome) == "N>C>M>K"


def test_transferable_vote_of_tennessee() -> None:
    outcome = rank_ballots("stv", TENNESSEE)
    assert order_of(outcome) == "K>M>N>C"
    assert scores_of(outcome) == {"K": 58.0, "M": 42.0, "N": 26.0, "C": 15.0}


def test_copeland_and_schulze_of_tennessee() -> None:
    assert scores_of(rank_ballots("copeland", TENNESSEE)) == {"N": 3.0, "C": 2.0, "K": 1.0, "M": 0.0}
    assert order_of(rank_ballots("schulze", TENNESSEE)) == "N>C>K>M"


def test_schulze_of_45_voters() -> None:
    paths = path_strengths(pairs_of_ballots(SCHULZE.entries, SCHULZE.ballots))
    assert paths.tolist() == [
        [0, 28, 28, 30, 24],
        [25, 0, 28, 33, 24],
        [25, 29, 0, 29, 24],
        [25, 28, 28, 0, 24],
        [25, 28, 28, 31, 0],
    ]
    assert order_of(rank_ballots("schulze", SCHULZE)) == "E>A>C>B>D"


def test_three_kinds_of_food() -> None:
    """Quota 6: chocolate's surplus of 6 goes on by halves, pears go to oranges, strawberries stay to the end."""
    outcome = rank_ballots("stv", FOOD, BallotTerms(seats=3))
    assert order_of(outcome) == "C>O>S>B>P"
    assert scores_of(outcome) == {"C": 12.0, "O": 6.0, "S": 5.0, "B": 3.0, "P": 2.0}


def test_points_as_in_eurovision() -> None:
    """Three juries: 12 and 12 again for A, and so on; the eleventh place gets nothing."""
    eleven = "ABCDEFGHIJK"
    ballots = some_ballots(
        "1 " + ">".join(eleven), "1 " + ">".join("BACDEFGHIKJ"), "1 " + ">".join(eleven[:2] + eleven[2:][::-1])
    )
    wanted = "A 34,B 32,C 16,D 15,E 14,F 13,G 12,H 11,I 10,J 8,K 9"
    found = scores_of(rank_ballots("points", ballots, TERMS))
    assert ",".join(f"{entry} {found[entry]:.0f}" for entry in eleven) == wanted


def test_tied_entries_share_the_points_of_their_places() -> None:
    ballots = some_ballots("1 A>B=C>D")
    assert scores_of(rank_ballots("points", ballots, TERMS)) == {"A": 12.0, "B": 9.0, "C": 9.0, "D": 7.0}
    assert scores_of(rank_ballots("borda", ballots)) == {"A": 3.0, "B": 1.5, "C": 1.5, "D": 0.0}
    short = BallotTerms(points=(Fraction(3),))
    assert scores_of(rank_ballots("points", some_ballots("1 A=B>C"), short)) == {"A": 1.5, "B": 1.5, "C": 0.0}


def test_an_entry_left_out_is_not_last() -> None:
    """B is ranked by one juror only, who puts it above A: more cannot be asked of it."""
    ballots = some_ballots("1 B>A>C", "1 A>C")
    outcome = rank_ballots("borda", ballots)
    assert scores_of(outcome) == {"A": 3.0, "B": 4.0, "C": 0.0}
    assert ranks_of(rank_ballots("copeland", ballots)) == {"B": 1, "A": 2, "C": 3}
    assert [(one.code, one.names) for one in outcome.warnings] == [(CaveatCode.incomplete, ("j1",))]


def test_a_table_and_a_seat_are_won_only_where_one_is_ranked() -> None:
    ballots = some_ballots("2 B>A>C", "3 A>C")
    assert scores_of(rank_ballots("points", ballots, TERMS)) == {"A": 56.0, "C": 46.0, "B": 24.0}
    assert order_of(rank_ballots("stv", ballots)) == "A>B>C"


def test_a_ballot_of_one_compares_nothing() -> None:
    outcome = rank_ballots("borda", some_ballots("1 A>B", "1 B", "1 B"))
    assert scores_of(outcome) == {"A": 1.0, "B": 0.0}


@pytest.mark.parametrize("method", ["borda", "schulze", "copeland"])
def test_panels_that_never_met_are_ranked_apart(method: str) -> None:
    outcome = rank_ballots(method, some_ballots("2 A>B>C", "2 D>E"))
    assert ranks_of(outcome) == {"A": 1, "B": 2, "C": 3, "D": 1, "E": 2}
    assert (outcome.components, outcome.has_common_ranking) == (2, False)
    assert outcome.warnings[0].code == CaveatCode.disconnected


def test_seats_are_won_by_all_together() -> None:
    outcome = rank_ballots("stv", some_ballots("2 A>B>C", "1 D>E"))
    assert outcome.has_common_ranking
    assert ranks_of(outcome)["A"] == 1
    assert ranks_of(outcome)["D"] == 2


@pytest.mark.parametrize("method", ALL)
@pytest.mark.parametrize("written", [["3 A=B=C"], ["1 A>B>C", "1 B>C>A", "1 C>A>B"], ["1 A"]])
def test_what_nobody_can_tell_apart_stays_tied(method: str, written: list[str]) -> None:
    assert set(ranks_of(rank_ballots(method, some_ballots(*written), TERMS)).values()) == {1}


def test_a_tie_is_broken_by_the_stage_before() -> None:
    """D goes first and C gets his ballot: B and C have 3 then, but C had 2 before."""
    ballots = some_ballots("4 A", "3 B", "2 C>B", "1 D>C")
    assert order_of(rank_ballots("stv", ballots)) == "B>A>C>D"


def test_a_tie_for_the_last_seat_leaves_it_to_the_jury() -> None:
    outcome = rank_ballots("stv", some_ballots("4 A", "2 B", "2 C"), BallotTerms(seats=2))
    assert order_of(outcome) == "A>B=C"


def test_tied_entries_share_a_ballot() -> None:
    outcome = rank_ballots("stv", some_ballots("3 A=B>C", "2 C"))
    assert scores_of(outcome) == {"A": 1.5, "B": 1.5, "C": 5.0}
    assert order_of(outcome) == "C>A=B"


def test_who_was_ranked_by_nobody_has_no_place() -> None:
    ballots = Ballots(("A", "B", "Z"), (Ballot("x", (("A",), ("B",))), Ballot("y", ())))
    for method in ALL:
        outcome = rank_ballots(method, ballots, TERMS)
        last = outcome.entries[-1]
        assert (last.entry, last.score, last.rank, last.n) == ("Z", None, None, 0)
        assert {one.code: one.names for one in outcome.warnings} == {
            CaveatCode.unmarked: ("Z",),
            CaveatCode.incomplete: ("y",),
        }


def test_no_ballots_at_all() -> None:
    for method in ALL:
        outcome = rank_ballots(method, Ballots(("A",), ()), TERMS, Options(bootstrap=10))
        assert ranks_of(outcome) == {"A": None}


def test_orders_come_from_values() -> None:
    ratings = [Rating("A", "x", Fraction(7)), Rating("B", "x", Fraction(9)), Rating("C", "x", Fraction(7))]
    assert Ballots.from_ratings("ABCD", ratings) == Ballots(("A", "B", "C", "D"), (Ballot("x", (("B",), ("A", "C"))),))


def test_ranges_by_drawing_jurors() -> None:
    certain = some_ballots(*["1 A>B>C"] * 5)
    outcome = rank_ballots("borda", certain, options=Options(bootstrap=50))
    assert [(one.rank_low, one.rank_high, one.p_first) for one in outcome.entries] == [(1, 1, 1), (2, 2, 0), (3, 3, 0)]
    torn = some_ballots(*["1 A>B>C"] * 3, *["1 B>A>C"] * 3)
    drawn = rank_ballots("borda", torn, options=Options(bootstrap=200, seed=3))
    assert [(one.rank_low, one.rank_high) for one in drawn.entries] == [(1, 2), (1, 2), (3, 3)]
    assert sum(one.p_first or 0 for one in drawn.entries) == pytest.approx(1)
    assert drawn == rank_ballots("borda", torn, options=Options(bootstrap=200, seed=3))


@pytest.mark.parametrize("method", ALL)
def test_every_method_can_be_drawn_again(method: str) -> None:
    outcome = rank_ballots(method, some_ballots(*["1 A>B=C>D", "1 B>A", "1 C>D>A>B"] * 2), TERMS, Options(bootstrap=20))
    assert [one.entry for one in outcome.entries if one.rank_low is None] == []


def test_one_juror_tells_nothing_of_the_spread() -> None:
    outcome = rank_ballots("borda", some_ballots("1 A>B"), options=Options(bootstrap=20))
    assert [one.rank_low for one in outcome.entries] == [None, None]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Ballots(("A", "A"), ()),
        lambda: Ballots(("A",), (Ballot("x", (("B",),)),)),
        lambda: Ballots(("A",), (Ballot("x", (("A",), ("A",))),)),
        lambda: Ballots(("A",), (Ballot("x", ()), Ballot("x", ()))),
        lambda: Duels((Duel("A", "A"),)),
        lambda: Duels((Duel("A", "B", -1),)),
        lambda: BallotTerms(seats=0),
        lambda: BallotTerms(ridge=float("nan")),
    ],
)
def test_contradictions_are_refused(make: object) -> None:
    with pytest.raises(BadBallots):
        make()  # type: ignore[operator]  # each is a function without arguments

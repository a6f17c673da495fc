"""Votes are counted: by hand on a small sheet, and by the laws that any count must keep."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from competition.results.engine import Criterion, Mark, Marks, Options, Scale
from competition.results.engine.methods import analyse
from competition.results.engine.quorum import parted
from competition.results.engine.record import Context, Terms, canonical, record
from competition.results.engine.values import CaveatCode
from competition.results.engine.votes import verdicts

VOTE, VETO = Scale(0, 2), Scale(0, 1)
NOTHING = Context({}, {}, {})


def sheet(votes: dict[str, list[int | None]], scale: Scale = VOTE) -> Marks:
    """Return the marks of a sheet: each entry with the vote of each juror, None where he did not vote."""
    jurors = [f"J{number}" for number in range(max(map(len, votes.values())))]
    rows = [
        Mark(entry, juror, "vote", points)
        for entry, given in votes.items()
        for juror, points in zip(jurors, given, strict=False)
        if points is not None
    ]
    seen = tuple(sorted({row.juror for row in rows}))
    return Marks(tuple(votes), seen, (Criterion("vote", 1, scale),), tuple(rows))


def ranks(marks: Marks, method: str) -> dict[str, int | None]:
    return {one.entry: one.rank for one in analyse(marks, method, Options()).entries}


def test_most_yes_come_first_and_maybes_part_those_who_are_equal() -> None:
    marks = sheet({"A": [2, 2, 0], "B": [2, 2, 1], "C": [1, 1, 1], "D": [2, 2, 1], "E": [2, 0, 0]})
    assert ranks(marks, "votes") == {"B": 1, "D": 1, "A": 3, "E": 4, "C": 5}


def test_no_number_of_maybes_weighs_as_much_as_one_yes() -> None:
    assert ranks(sheet({"A": [2, 0, 0, 0], "B": [1, 1, 1, 1]}), "votes") == {"A": 1, "B": 2}


def test_fewest_vetoes_come_first() -> None:
    marks = sheet({"A": [1, 0, 0], "B": [0, 0, 0], "C": [1, 1, 0]}, VETO)
    assert ranks(marks, "vetoes") == {"B": 1, "A": 2, "C": 3}


def test_verdicts_are_what_the_rule_of_the_round_says() -> None:
    marks = sheet({"A": [2, 2, 0], "B": [2, 1, None], "C": [0, 0, 0], "D": [None, None, None]})
    found = verdicts(marks, "votes", 2, {})
    assert [(one.entry, one.yes, one.maybe, one.no, one.passes) for one in found] == [
        ("A", 2, 0, 1, True),
        ("B", 1, 1, 0, False),
        ("C", 0, 0, 3, False),
        ("D", 0, 0, 0, None),
    ]
    against = sheet({"A": [1, 1, 0], "B": [1, 0, 0]}, VETO)
    assert [one.passes for one in verdicts(against, "vetoes", 2, {})] == [False, True]


def test_below_the_least_number_of_marks_an_entry_is_named_and_not_ranked() -> None:
    marks = sheet({"A": [2, 2, 0], "B": [2, 2, None], "C": [2, None, None]})
    found = record(marks, Terms("votes", replicates=0, least=3, threshold=2), NOTHING)
    led = found["methods"]["votes"]
    assert [(one["entry"], one["rank"], one["n"]) for one in led["entries"]] == [
        ("A", 1, 3),
        ("B", None, 2),
        ("C", None, 1),
    ]
    assert [(one["code"], one["names"]) for one in led["warnings"]] == [(CaveatCode.below_least, ["B", "C"])]
    assert [(one["entry"], one["yes"], one["passes"]) for one in found["verdicts"]] == [
        ("A", 2, True),
        ("B", 2, None),
        ("C", 1, None),
    ]


def test_a_run_in_which_no_entry_has_marks_enough_ranks_nobody() -> None:
    found = record(sheet({"A": [2, 2], "B": [2, 0]}), Terms("additive", least=3), NOTHING)
    assert [one["rank"] for one in found["methods"]["additive"]["entries"]] == [None, None]
    assert (found["places"], found["explanations"], found["precision"]) == ([], [], None)


def test_those_below_the_least_are_told_apart_from_those_nobody_marked() -> None:
    marks, below = parted(sheet({"A": [2, 2], "B": [2, None], "C": [None, None]}), 2)
    assert ({row.entry for row in marks.rows}, below) == ({"A"}, {"B": 1})


VOTES = st.dictionaries(
    st.sampled_from("ABCDEF"), st.lists(st.sampled_from([None, 0, 1, 2]), min_size=3, max_size=3), min_size=2
).filter(lambda votes: any(one is not None for given in votes.values() for one in given))


@settings(deadline=None, max_examples=20)
@given(VOTES, st.randoms(use_true_random=False))
def test_neither_order_nor_names_of_jurors_matter(votes: dict[str, list[int | None]], chance: random.Random) -> None:
    marks = sheet(votes)
    rows = list(marks.rows)
    chance.shuffle(rows)
    again = Marks(marks.entries[::-1], marks.jurors[::-1], marks.criteria, tuple(rows))
    terms = Terms("votes", replicates=0, threshold=2)
    assert canonical(record(marks, terms, NOTHING)) == canonical(record(again, terms, NOTHING))
    turned = sheet({entry: given[::-1] for entry, given in votes.items()})
    assert ranks(turned, "votes") == ranks(marks, "votes")


@settings(deadline=None)
@given(VOTES)
def test_a_vote_turned_to_yes_never_harms(votes: dict[str, list[int | None]]) -> None:
    entry = min(name for name, given in votes.items() if any(one is not None for one in given))
    at = next(place for place, one in enumerate(votes[entry]) if one is not None)
    better = {**votes, entry: [2 if place == at else one for place, one in enumerate(votes[entry])]}
    before, after = ranks(sheet(votes), "votes")[entry], ranks(sheet(better), "votes")[entry]
    assert before is not None
    assert after is not None
    assert after <= before


@settings(deadline=None)
@given(VOTES)
def test_whom_all_say_yes_to_nobody_stands_above(votes: dict[str, list[int | None]]) -> None:
    assert ranks(sheet({**votes, "Z": [2, 2, 2]}), "votes")["Z"] == 1

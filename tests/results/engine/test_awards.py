"""Ties broken by named rules in order, and awards proposed from a ranking."""

from __future__ import annotations

import pytest

from competition.results.engine import BadMarks, Mark, Marks, additive, mean
from competition.results.engine.prizes import Candidate, Prize, PrizeKind, Reason, candidates, proposed
from competition.results.engine.tiebreak import Place, Rule, TieRule, broken
from tests.factories.results import a_rubric, some_marks

RAW, TOP, LOW, MEDIAN = (
    Rule(kind) for kind in (TieRule.raw_mean, TieRule.top_marks, TieRule.low_marks, TieRule.median)
)


def test_no_rule_keeps_the_tie() -> None:
    marks = some_marks({("A", "x"): 3, ("B", "x"): 3, ("C", "x"): 2})
    assert broken(marks, mean(marks), ()) == (Place("A", 1), Place("B", 1), Place("C", 3))


def test_rules_decide_in_their_order() -> None:
    marks = some_marks(
        {("A", "x"): 5, ("A", "y"): 1, ("A", "z"): 3, ("B", "x"): 4, ("B", "y"): 4, ("B", "z"): 1, ("C", "x"): 3}
    )
    assert broken(marks, mean(marks), (TOP, MEDIAN)) == (Place("A", 1, TOP), Place("B", 2, TOP), Place("C", 3, MEDIAN))
    assert broken(marks, mean(marks), (MEDIAN,)) == (
        Place("B", 1, MEDIAN),
        Place("A", 2, MEDIAN),
        Place("C", 2, MEDIAN),
    )
    assert broken(marks, mean(marks), (LOW, TOP))[0] == Place("C", 1, LOW)


def test_a_criterion_decides() -> None:
    rows = (Mark("A", "x", "c1", 2), Mark("A", "x", "c2", 4), Mark("B", "x", "c1", 3), Mark("B", "x", "c2", 3))
    marks = Marks(("A", "B"), ("x",), a_rubric(1, 1), rows)
    rule = Rule(TieRule.criterion, "c1")
    assert broken(marks, mean(marks), (RAW, rule)) == (Place("B", 1, rule), Place("A", 2, rule))
    with pytest.raises(BadMarks):
        broken(marks, mean(marks), (Rule(TieRule.criterion, "c9"),))


def a_field() -> list[Candidate]:
    return [
        Candidate("A", 1, 9.0, 5, category="chair"),
        Candidate("B", 2, 8.5, 5, category="lamp", is_vetoed=True),
        Candidate("C", 3, 8.0, 5, category="lamp", tags=frozenset({"wood"})),
        Candidate("D", 4, 7.0, 2, category="lamp"),
        Candidate("E", 5, 6.5, 5, category="chair"),
        Candidate("F", 5, 6.5, 5, category="chair"),
    ]


def test_prizes_go_down_their_list() -> None:
    prizes = [
        Prize("grand", PrizeKind.grand_prix),
        Prize("chair", category="chair"),
        Prize("lamp", category="lamp", jurors=3),
        Prize("best wood", PrizeKind.special, tag="wood", may_join=True),
        Prize("gold", threshold=9.5, may_join=True),
    ]
    found = proposed(a_field(), prizes)
    assert [(one.entries, one.open, one.is_withheld) for one in found] == [
        (("A",), (), False),
        ((), ("E", "F"), False),
        (("C",), (), False),
        (("C",), (), False),
        ((), (), True),
    ]
    assert found[1].passed_over == {"A": Reason.has_prize, "E": Reason.tie, "F": Reason.tie}
    assert found[2].passed_over == {"B": Reason.veto, "D": Reason.few_jurors}


def test_a_quota_holds_for_each_category() -> None:
    found = proposed(a_field(), [Prize("mention", PrizeKind.honourable_mention, number=3, quota=1)])[0]
    assert found.entries == ("A", "C")
    assert found.passed_over == {"B": Reason.veto, "D": Reason.quota, "E": Reason.quota, "F": Reason.quota}


def test_a_tie_that_bursts_the_quota_is_the_jurys() -> None:
    field = [Candidate("E", 1, 6.5, 5, category="chair"), Candidate("F", 1, 6.5, 5, category="chair")]
    assert proposed(field, [Prize("two", number=2)])[0].entries == ("E", "F")
    assert proposed(field, [Prize("two", number=2, quota=1)])[0].open == ("E", "F")


def test_without_a_common_ranking_nothing_is_given() -> None:
    marks = some_marks({("A", "x"): 5, ("B", "x"): 3, ("C", "y"): 2, ("D", "y"): 4})
    field = candidates(additive(marks), dict.fromkeys("ABCD", "chair"))
    found = proposed(field, [Prize("grand", PrizeKind.grand_prix)])[0]
    assert (found.entries, set(found.open)) == ((), {"A", "D"})
    assert found.passed_over == {"A": Reason.not_comparable, "D": Reason.not_comparable}

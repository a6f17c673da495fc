"""What a run tells the entrants, whichever round their entry was judged in last."""

from __future__ import annotations

import pytest
from flask import Flask

from competition.calls.models import Round
from competition.judging.models import Criterion
from competition.results import services
from competition.results.queries import EntryFeedback, feedback_of
from competition.results.rules import Advance, AdvanceBy, AdvanceRule
from tests.factories.calls import a_round
from tests.factories.judging import a_juror, a_rubric, a_sheet, an_assignment
from tests.factories.publication import Judged, a_judged_call, an_entry_of

pytestmark = pytest.mark.integration


def means(found: EntryFeedback) -> list[float | None]:
    return [one.mean for one in found.means]


def a_second_round(judged: Judged) -> tuple[Round, list[Criterion]]:
    later = a_round(judged.call, position=2, name={"en": "Final"})
    return later, a_rubric(later, criteria=1)


def test_an_entry_that_did_not_go_on_is_told_of_the_round_before(app: Flask) -> None:
    judged = a_judged_call(pictures=0)
    later, criteria = a_second_round(judged)
    first = services.compute(judged.actor(), judged.id, 1)
    chosen = frozenset({judged.entries[0].id})
    services.advance(judged.actor(), judged.id, Advance(first, AdvanceRule(AdvanceBy.hand), chosen, "By hand."))
    for juror, points in zip(judged.jurors, (2, 3, 3), strict=True):
        a_sheet(an_assignment(later, judged.entries[0], juror), {criteria[0].id: points})
    found = feedback_of(services.compute(judged.actor(), judged.id, 2))
    went_on, stayed = (found[entry.code] for entry in judged.entries)
    assert (went_on.round, means(went_on)) == ({"en": "Final"}, [2.666666667])
    assert (stayed.round, means(stayed)) == ({"en": "Jury"}, [4.0, 4.0])
    assert [(one.name["en"], one.lowest, one.highest) for one in stayed.means] == [
        ("Criterion 1", 1, 5),
        ("Criterion 2", 1, 5),
    ]


def test_no_quarter_is_told_where_the_jury_fell_apart(app: Flask) -> None:
    for is_split, expected in ((False, {1, 2, 3, 4}), (True, {None})):
        judged = a_judged_call(entries=0)
        for place in range(8):
            if place == 4 and is_split:
                judged.jurors = [a_juror(judged.call) for _ in range(3)]
            an_entry_of(judged, judged.categories[0], points=1 + place // 2, pictures=0)
        found = feedback_of(services.compute(judged.actor(), judged.id))
        assert {one.quarter for one in found.values()} == expected


def test_neither_mean_nor_quarter_is_told_of_two_jurors(app: Flask) -> None:
    judged = a_judged_call(entries=8, pictures=0)
    judged.jurors.pop()
    entry = an_entry_of(judged, judged.categories[0], points=5)
    found = feedback_of(services.compute(judged.actor(), judged.id))
    assert (means(found[entry.code]), found[entry.code].quarter) == ([None, None], None)
    assert all(found[one.code].quarter for one in judged.entries[:8])

"""The law of a call's calendar and of its publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.calls.rules import (
    DATES,
    Calendar,
    Draft,
    Missing,
    Phase,
    is_slug,
    is_time_zone,
    languages_without,
    may_publish,
    out_of_order,
    phase_at,
    slug_from,
)

MILLISECOND = timedelta(milliseconds=1)
OPENS = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
DUE = datetime(2027, 2, 28, 17, 0, tzinfo=UTC)
CLOSES = DUE + timedelta(hours=1)
WHOLE = Calendar(
    OPENS, DUE, CLOSES, CLOSES + timedelta(days=2), CLOSES + timedelta(days=20), CLOSES + timedelta(days=30)
)

instants = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (OPENS - MILLISECOND, Phase.announced),
        (OPENS, Phase.open),
        (DUE - MILLISECOND, Phase.open),
        (DUE, Phase.open),
        (DUE + MILLISECOND, Phase.late),
        (CLOSES - MILLISECOND, Phase.late),
        (CLOSES, Phase.late),
        (CLOSES + MILLISECOND, Phase.closed),
    ],
)
def test_each_limit_belongs_to_the_earlier_phase(now: datetime, phase: Phase) -> None:
    assert phase_at(WHOLE, now) == phase


def test_a_hard_close_at_the_due_time_leaves_no_late_phase() -> None:
    calendar = replace(WHOLE, closes_at=DUE)
    assert [phase_at(calendar, DUE), phase_at(calendar, DUE + MILLISECOND)] == [Phase.open, Phase.closed]


@pytest.mark.parametrize("name", ["opens_at", "due_at", "closes_at"])
def test_a_call_without_all_its_dates_never_opens(name: str) -> None:
    calendar = replace(WHOLE, **{name: None})
    assert {phase_at(calendar, now) for now in (OPENS, DUE, CLOSES + timedelta(days=99))} == {Phase.announced}


@given(st.lists(instants, min_size=3, max_size=3, unique=True), st.lists(instants, min_size=2, max_size=20))
def test_phases_follow_one_another_and_never_return(dates: list[datetime], nows: list[datetime]) -> None:
    order = list(Phase)
    calendar = Calendar(*sorted(dates))
    places = [order.index(phase_at(calendar, now)) for now in sorted(nows)]
    assert places == sorted(places)


@given(instants, instants)
def test_a_phase_depends_on_the_instant_not_on_the_zone_it_is_written_in(now: datetime, opens: datetime) -> None:
    calendar = Calendar(opens, opens + timedelta(days=30), opens + timedelta(days=30, hours=1))
    phases = {
        phase_at(calendar, now.astimezone(ZoneInfo(zone))) for zone in ("UTC", "Europe/Brussels", "Asia/Shanghai")
    }
    assert len(phases) == 1


def test_a_due_time_in_the_hour_that_comes_twice_is_one_instant() -> None:
    brussels = ZoneInfo("Europe/Brussels")
    due = datetime(2026, 10, 25, 2, 30, tzinfo=brussels)
    calendar = Calendar(OPENS - timedelta(days=365), due, due)
    second_time = due.replace(fold=1)
    assert [phase_at(calendar, due.astimezone(UTC)), phase_at(calendar, second_time.astimezone(UTC))] == [
        Phase.open,
        Phase.closed,
    ]


@given(st.lists(instants, min_size=6, max_size=6, unique=True))
def test_dates_that_follow_one_another_are_in_order(dates: list[datetime]) -> None:
    assert out_of_order(Calendar(*sorted(dates))) == {}


@given(st.lists(instants, min_size=6, max_size=6, unique=True), st.integers(0, 4))
def test_two_neighbours_that_changed_places_are_found(dates: list[datetime], place: int) -> None:
    dates.sort()
    dates[place], dates[place + 1] = dates[place + 1], dates[place]
    assert out_of_order(Calendar(*dates))[DATES[place + 1]] == DATES[place]


@pytest.mark.parametrize("name", DATES[1:])
def test_only_the_hard_close_may_coincide_with_the_date_before_it(name: str) -> None:
    before = DATES[DATES.index(name) - 1]
    calendar = replace(WHOLE, **{name: getattr(WHOLE, before)})
    assert (name in out_of_order(calendar)) == (name != "closes_at")


def test_dates_that_are_not_set_are_skipped() -> None:
    calendar = Calendar(OPENS, None, None, None, None, OPENS - MILLISECOND)
    assert (out_of_order(calendar), calendar.missing()) == (
        {"announcement_at": "opens_at"},
        ("due_at", "closes_at", "judging_opens_at", "judging_closes_at"),
    )


READY = Draft(["en", "zh"], {"en": "A", "zh": "甲"}, {"en": "a", "zh": "乙"}, 1, 1, 1, WHOLE)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, []),
        ({"title": {"en": "A"}}, [Missing.titles]),
        ({"title": {"en": "A", "zh": " "}}, [Missing.titles]),
        ({"summary": {}}, [Missing.summaries]),
        ({"hosts": 0}, [Missing.hosts]),
        ({"categories": 0}, [Missing.categories]),
        ({"fields": 0}, [Missing.fields]),
        ({"calendar": replace(WHOLE, announcement_at=None)}, [Missing.dates]),
        ({"calendar": replace(WHOLE, announcement_at=OPENS)}, [Missing.order]),
        ({"hosts": 0, "categories": 0, "fields": 0}, [Missing.hosts, Missing.categories, Missing.fields]),
    ],
)
def test_what_is_missing_for_publication(change: dict[str, object], missing: list[Missing]) -> None:
    assert may_publish(replace(READY, **change), OPENS) == missing  # type: ignore[arg-type]


def test_a_call_whose_due_time_has_passed_is_not_published() -> None:
    assert [may_publish(READY, now) for now in (DUE - MILLISECOND, DUE)] == [[], [Missing.future]]


def test_languages_without_a_text() -> None:
    assert languages_without({"en": "A", "fr": ""}, ["en", "fr", "zh"]) == ["fr", "zh"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Antwerp Shanghai Prize 2027", "antwerp-shanghai-prize-2027"),
        ("  L’Éclat — Zoë & Cie  ", "leclat-zoe-cie"),
        ("再论椅子", ""),
        ("New", ""),
        ("a" * 100, "a" * 80),
    ],
)
def test_an_address_from_a_title(title: str, slug: str) -> None:
    assert slug_from(title) == slug


@given(st.text())
def test_an_address_from_any_title_is_one_or_empty(title: str) -> None:
    slug = slug_from(title)
    assert slug == "" or is_slug(slug)


@pytest.mark.parametrize("text", ["", "A", "a--b", "-a", "a-", "a b", "a/b", "é", "new", "a" * 81, "a\n"])
def test_what_cannot_be_an_address(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    ("name", "is_one"), [("Europe/Brussels", True), ("Asia/Shanghai", True), ("Mars/Olympus", False), ("../etc", False)]
)
def test_time_zones(name: str, is_one: bool) -> None:  # noqa: FBT001 - an expected value, not a switch
    assert is_time_zone(name) == is_one

"""Whose signatures a release needs, and what stands in its way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.calls.rules import ReleaseRule
from competition.people.rules import ORGANISERS, Role
from competition.publication.rules import (
    Content,
    NobodyCanSign,
    Obstacle,
    Seat,
    Standing,
    TimeIsPast,
    check_time,
    is_partial,
    joined,
    missing_signatures,
    obstacles,
    opening,
    seat_for,
    seats_of,
)

HOSTS = ["antwerp", "shanghai"]
NOON = datetime(2027, 2, 28, 12, 0, 30, tzinfo=UTC)


def standing(*roles: tuple[Role, str | None], person: str = "p") -> Standing:
    return Standing(person, roles)


@pytest.mark.parametrize(
    ("rule", "capacities"),
    [
        (ReleaseRule.organiser, ["organiser"]),
        (ReleaseRule.chair_and_auditor, ["chair", "auditor"]),
        (ReleaseRule.each_host, ["host:antwerp", "host:shanghai"]),
    ],
)
def test_the_table_of_signatures(rule: ReleaseRule, capacities: list[str]) -> None:
    assert [seat.capacity for seat in seats_of(rule, HOSTS)] == capacities


def test_every_rule_of_calls_stands_in_the_table() -> None:
    assert [len(seats_of(rule, HOSTS)) for rule in ReleaseRule] == [1, 2, 2]


def test_a_call_without_hosts_cannot_be_released_by_its_hosts() -> None:
    with pytest.raises(NobodyCanSign):
        seats_of(ReleaseRule.each_host, [])


@pytest.mark.parametrize(
    ("rule", "who", "capacity"),
    [
        (ReleaseRule.organiser, standing((Role.owner, None)), "organiser"),
        (ReleaseRule.organiser, standing((Role.organiser, "antwerp")), "organiser"),
        (ReleaseRule.organiser, standing((Role.chair, None)), None),
        (ReleaseRule.organiser, standing((Role.juror, None), (Role.auditor, None)), None),
        (ReleaseRule.chair_and_auditor, standing((Role.chair, None)), "chair"),
        (ReleaseRule.chair_and_auditor, standing((Role.auditor, None)), "auditor"),
        (ReleaseRule.chair_and_auditor, standing((Role.owner, None)), None),
        (ReleaseRule.chair_and_auditor, standing((Role.auditor, None), (Role.organiser, "antwerp")), None),
        (ReleaseRule.chair_and_auditor, standing((Role.owner, None), (Role.auditor, None)), None),
        (ReleaseRule.chair_and_auditor, standing((Role.auditor, None), (Role.juror, None)), None),
        (ReleaseRule.chair_and_auditor, standing((Role.auditor, None), (Role.entrant, None)), "auditor"),
        (ReleaseRule.each_host, standing((Role.auditor, None), (Role.organiser, "antwerp")), "host:antwerp"),
        (ReleaseRule.each_host, standing((Role.owner, "shanghai")), "host:shanghai"),
        (ReleaseRule.each_host, standing((Role.organiser, None)), None),
        (ReleaseRule.each_host, standing((Role.organiser, "venue")), None),
        (ReleaseRule.each_host, standing((Role.chair, "antwerp")), None),
    ],
)
def test_who_may_sign_for_what(rule: ReleaseRule, who: Standing, capacity: str | None) -> None:
    seat = seat_for(who, seats_of(rule, HOSTS), {})
    assert (seat.capacity if seat else None) == capacity


def test_a_person_with_two_roles_signs_once() -> None:
    both = standing((Role.chair, None), (Role.auditor, None))
    seats = seats_of(ReleaseRule.chair_and_auditor, HOSTS)
    assert seat_for(both, seats, {}) == seats[0]
    assert seat_for(both, seats, {"chair": "p"}) is None


@pytest.mark.parametrize(
    ("role", "signed", "expected"),
    [
        (Role.organiser, {"chair": "c"}, True),
        (Role.chair, {"chair": "c"}, True),
        (Role.entrant, {"chair": "c"}, False),
        (Role.organiser, {"chair": "c", "auditor": "a"}, False),
        (Role.chair, {"chair": "p"}, False),
    ],
)
def test_an_auditor_with_a_part_in_it_is_told_so_while_the_seat_is_free(
    role: Role, signed: dict[str, str], *, expected: bool
) -> None:
    both = standing((Role.auditor, None), (role, None))
    assert is_partial(both, seats_of(ReleaseRule.chair_and_auditor, HOSTS), signed) == expected


def test_a_person_counts_once_even_where_he_stands_twice() -> None:
    seats = seats_of(ReleaseRule.chair_and_auditor, HOSTS)
    assert missing_signatures(seats, {"chair": "p", "auditor": "p"}) == (seats[1],)
    assert missing_signatures(seats, {"chair": "p", "auditor": "q"}) == ()


def test_a_given_seat_is_not_given_again() -> None:
    seats = seats_of(ReleaseRule.organiser, HOSTS)
    assert seat_for(standing((Role.organiser, None), person="q"), seats, {"organiser": "p"}) is None


@given(
    st.sets(st.sampled_from(["a", "b", "c"]), min_size=1),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xy")),
)
def test_nothing_is_missing_exactly_when_so_many_people_signed(names: set[str], signed: dict[str, str]) -> None:
    seats = [Seat(name, ORGANISERS) for name in sorted(names)]
    people = {signed[seat.capacity] for seat in seats if seat.capacity in signed}
    assert len(missing_signatures(seats, signed)) == len(seats) - len(people)


def content(**values: object) -> Content:
    given: dict[str, object] = {
        "call_id": "c",
        "run_id": "r",
        "run_of_decisions": frozenset({"r"}),
        "honours": {"one": {"name": {"en": "One"}}, "two": {"name": {"en": "Two"}}},
        "motions": {},
        "decisions": (("one", "winner", "e", "submitted"), ("two", "withheld", None, None)),
    }
    return Content(**{**given, **values})  # type: ignore[arg-type]  # the tests below give the right kinds


def test_decided_awards_have_no_obstacle() -> None:
    assert obstacles(content()) == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"honours": {"one": {}, "two": {}, "three": {}}}, (Obstacle.undecided,)),
        ({"honours": {}, "decisions": (), "run_of_decisions": frozenset()}, (Obstacle.undecided,)),
        ({"run_id": "newer"}, (Obstacle.stale,)),
        ({"decisions": (("one", "winner", "e", "withdrawn"), ("two", "withheld", None, None))}, (Obstacle.withdrawn,)),
    ],
)
def test_obstacles(changed: dict[str, object], expected: tuple[Obstacle, ...]) -> None:
    assert obstacles(content(**changed)) == expected


def test_what_is_signed_names_run_prizes_motions_decisions_and_time() -> None:
    words = content().signed_words(NOON)
    assert words != content(run_id="other").signed_words(NOON)
    assert words != content(decisions=()).signed_words(NOON)
    assert words != content(honours={"one": {"name": {"en": "Other"}}, "two": {}}).signed_words(NOON)
    assert words != content(motions={"one": {"text": "A tie is broken."}}).signed_words(NOON)
    assert words != content().signed_words(NOON + timedelta(minutes=1))


def test_the_running_minute_may_be_chosen_and_none_before() -> None:
    check_time(NOON.replace(second=0), NOON)
    with pytest.raises(TimeIsPast):
        check_time(NOON.replace(second=0) - timedelta(minutes=1), NOON)


def test_makers_are_joined_as_their_language_does() -> None:
    assert joined(["A", "B"], "nl") == "A, B"
    assert joined(["甲", "乙"], "zh") == "甲、乙"


def test_the_opening_of_a_text_is_as_long_in_chinese_as_in_english() -> None:
    english = "A line may be a wire. It may be a thread. It may be the rim of a bowl."
    assert opening(english, most=40) == "A line may be a wire."
    assert opening("线可以是金丝。线可以是纱线。线可以是碗口。", most=30) == "线可以是金丝。线可以是纱线。"

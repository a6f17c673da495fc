"""The law of accounts, as a table of examples."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from competition.people import rules
from competition.people.rules import LockedOut, LockOut, PeopleError, Role
from competition.people.rules.devices import device

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LAW = LockOut(free=3, first=timedelta(seconds=30), longest=timedelta(minutes=2))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Anna@Example.ORG", "anna@example.org"),
        ("  anna@example.org ", "anna@example.org"),
        ("ａｎｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "anna@example.org"),
        ("anna@bücher.example.org", "anna@xn--bcher-kva.example.org"),
        ("anna@exаmple.org", "anna@xn--exmple-4nf.org"),  # The а is Cyrillic: visibly another domain.
        ("anna+facet@example.org", "anna+facet@example.org"),
    ],
)
def test_an_address_has_one_spelling(typed: str, stored: str) -> None:
    assert rules.normal_email(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anna",
        "anna@",
        "@example.org",
        "anna@example",
        "anna@[127.0.0.1]",
        "аnna@example.org",  # The а is Cyrillic.
        "an\x00na@example.org",
        "anna@example.org\nBcc: all@example.org",
        "anna@exam\u202eple.org",
        "anna@example.org\ud800",
        '"anna"@example.org',
        "a" * 65 + "@example.org",
        "anna@" + "a" * 300 + ".org",
    ],
)
def test_an_address_that_no_letter_reaches_is_refused(typed: str) -> None:
    with pytest.raises(rules.EmailUnusable):
        rules.normal_email(typed)


def _fault(password: str, *, has_second_factor: bool = False) -> str | None:
    try:
        rules.check_password(
            password, email="annelies@example.org", name="Annelies Peeters", has_second_factor=has_second_factor
        )
    except PeopleError as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("a quiet river of glass", None),
        ("月亮在水面上慢慢地走着看见了我们", None),
        ("x7#Kq!9zR$w2mV5", None),
        ("fourteen chars", "password_too_short"),
        ("aaaaaaaaaaaaaaaaaaaa", "password_common"),
        ("123456789012345", "password_common"),
        ("abcdefghijklmnop", "password_common"),
        ("qwertyuiopasdfghjk", "password_common"),
        ("PasswordPassword1!", "password_common"),
        ("correct horse battery staple", "password_common"),
        ("woaini woaini 520 1314", "password_common"),
        ("annelies.peeters", "password_names_you"),
        ("annelies@example.org", "password_names_you"),
        ("PEETERS 1234567890", "password_names_you"),
        ("annelies likes quiet rivers", None),
        ("a quiet river\x00of glass", "password_unreadable"),
        ("a quiet river of \ud800glass", "password_unreadable"),
        ("river " * 40, "password_too_long"),
    ],
)
def test_a_password_is_long_and_not_the_first_guess(password: str, fault: str | None) -> None:
    assert _fault(password) == fault


def test_eight_characters_are_enough_beside_a_second_factor() -> None:
    found = [_fault(word, has_second_factor=True) for word in ("vitrine", "vitrines", "password")]
    assert found == ["password_too_short", None, "password_common"]


def test_no_crafted_password_keeps_the_law_busy() -> None:
    began = datetime.now(UTC)
    _fault("abcdabcdefmima" * 14 + "!?zx")
    assert datetime.now(UTC) - began < timedelta(seconds=0.5)


def test_the_first_failures_cost_nothing_and_each_further_one_doubles_the_wait() -> None:
    waits = [LAW.until([NOW] * failures) for failures in range(8)]
    seconds = [None if until is None else (until - NOW).total_seconds() for until in waits]
    assert seconds == [None, None, None, 30, 60, 120, 120, 120]


def test_the_wait_is_told_in_minutes_and_ends() -> None:
    failures = [NOW] * 5
    with pytest.raises(LockedOut) as told:
        LAW.check(failures, NOW + timedelta(seconds=10))
    LAW.check(failures, NOW + timedelta(minutes=2))
    assert told.value.values == {"minutes": 2}


def test_failures_of_another_day_are_forgotten() -> None:
    LAW.check([NOW - timedelta(hours=24)] * 50, NOW)


@pytest.mark.parametrize(
    ("own", "offered"),
    [
        ({Role.owner}, {Role.owner, Role.organiser, Role.chair, Role.juror, Role.auditor}),
        ({Role.organiser}, {Role.organiser, Role.chair, Role.juror, Role.auditor}),
        ({Role.chair}, {Role.juror}),
        ({Role.juror, Role.auditor, Role.entrant}, set()),
        (set(), set()),
    ],
)
def test_who_may_offer_which_role(own: set[Role], offered: set[Role]) -> None:
    assert {role for role in Role if rules.may_invite(frozenset(own), role)} == offered


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36", ("Chrome", "Linux")),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131 Safari/537.36 Edg/131", ("Edge", "Windows")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", ("Safari", "iPhone")),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari MicroMessenger/8.0", ("WeChat", "Android")),
        ("curl/8", ("", "")),
    ],
)
def test_a_device_is_told_in_two_words(user_agent: str, words: tuple[str, str]) -> None:
    assert device(user_agent) == words

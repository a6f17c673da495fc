"""Who may enter: ages to the day, each rule with its fault, nothing asked that no rule needs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from competition.calls import services
from competition.calls.labels.eligibility import rules_in_words, why_not
from competition.calls.rules.eligibility import (
    Basis,
    Eligibility,
    Occupation,
    Region,
    TakesPart,
    eligibility_of,
)
from competition.calls.rules.entrants import AboutFault, age_on, faults_of, is_minor, parts_asked, parts_of
from competition.errors import NotFound
from competition.i18n import force_locale
from competition.people.rules import Role
from tests.factories.calls import a_call
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

TODAY = date(2027, 3, 1)
LIVES_IN_BELGIUM = Eligibility(basis=Basis.residence, countries=("BE",))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2004-02-29", "2022-02-28", 17),
        ("2004-02-29", "2022-03-01", 18),
        ("2004-02-29", "2024-02-28", 19),
        ("2004-02-29", "2024-02-29", 20),
        ("2004-03-01", "2022-02-28", 17),
        ("2004-02-28", "2022-02-28", 18),
        ("2004-12-31", "2005-01-01", 0),
        ("2004-01-01", "2003-12-31", -1),
    ],
)
def test_an_age_is_counted_to_the_day(born: str, day: str, age: int) -> None:
    assert age_on(date.fromisoformat(born), date.fromisoformat(day)) == age


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40_000))
def test_an_age_grows_by_one_at_most_from_one_day_to_the_next(born: date, days: int) -> None:
    day = born + timedelta(days=days)
    assert age_on(born, day + timedelta(days=1)) - age_on(born, day) in {0, 1}


@pytest.mark.parametrize(
    ("rules", "about", "faults"),
    [
        (Eligibility(), {}, {}),
        (Eligibility(age_least=18), {}, {"birth_date": AboutFault.missing}),
        (Eligibility(age_least=18), {"birth_date": "yesterday"}, {"birth_date": AboutFault.not_a_date}),
        (Eligibility(age_least=18), {"birth_date": "2027-03-02"}, {"birth_date": AboutFault.not_a_date}),
        (Eligibility(age_least=18), {"birth_date": "1899-12-31"}, {"birth_date": AboutFault.not_a_date}),
        (Eligibility(age_least=18), {"birth_date": "2009-03-02"}, {"birth_date": AboutFault.too_young}),
        (Eligibility(age_least=18), {"birth_date": "2009-03-01"}, {}),
        (Eligibility(age_most=40), {"birth_date": "1986-03-01"}, {"birth_date": AboutFault.too_old}),
        (Eligibility(age_most=40), {"birth_date": "1986-03-02"}, {}),
        (Eligibility(age_most=40, age_on="2026-12-31"), {"birth_date": "1986-01-01"}, {}),
        (Eligibility(born_from="2000-01-01"), {"birth_date": "1999-12-31"}, {"birth_date": AboutFault.born_too_early}),
        (Eligibility(born_to="2000-01-01"), {"birth_date": "2000-01-02"}, {"birth_date": AboutFault.born_too_late}),
        (Eligibility(born_from="2000-01-01", born_to="2000-01-01"), {"birth_date": "2000-01-01"}, {}),
        (LIVES_IN_BELGIUM, {"country": "XX"}, {"country": AboutFault.missing}),
        (
            Eligibility(basis=Basis.residence, countries=("BE",)),
            {"country": "FR"},
            {"country": AboutFault.not_from_there},
        ),
        (Eligibility(basis=Basis.nationality, countries=("BE",)), {"country": "BE"}, {}),
        (
            Eligibility(basis=Basis.residence, region=Region.all_but, countries=("BE",)),
            {"country": "BE"},
            {"country": AboutFault.not_from_there},
        ),
        (Eligibility(basis=Basis.residence, region=Region.all_but, countries=("BE",)), {"country": "FR"}, {}),
        (Eligibility(basis=Basis.none, countries=("BE",)), {}, {}),
        (
            Eligibility(occupation=Occupation.students),
            {"occupation": "professional"},
            {"occupation": AboutFault.not_a_student, "school": AboutFault.missing},
        ),
        (Eligibility(occupation=Occupation.students), {"occupation": "student", "school": "Sint Lucas"}, {}),
        (
            Eligibility(occupation=Occupation.professionals),
            {"occupation": "student"},
            {"occupation": AboutFault.not_a_professional},
        ),
        (Eligibility(occupation=Occupation.either), {"occupation": "student"}, {"school": AboutFault.missing}),
        (Eligibility(occupation=Occupation.either), {"occupation": "professional"}, {}),
        (
            Eligibility(takes_part=TakesPart.individuals),
            {"takes_part": "team"},
            {"takes_part": AboutFault.not_a_team},
        ),
        (Eligibility(takes_part=TakesPart.teams), {"takes_part": "alone"}, {"takes_part": AboutFault.not_alone}),
        (
            Eligibility(takes_part=TakesPart.either, most_members=4),
            {"takes_part": "team", "members": 5},
            {"members": AboutFault.too_many_members},
        ),
        (
            Eligibility(takes_part=TakesPart.either, most_members=4),
            {"takes_part": "team", "members": "four"},
            {"members": AboutFault.missing},
        ),
        (
            Eligibility(takes_part=TakesPart.either, most_members=4),
            {"takes_part": "team", "members": 1},
            {"members": AboutFault.too_few_members},
        ),
        (Eligibility(takes_part=TakesPart.either, most_members=4), {"takes_part": "alone"}, {}),
        (
            Eligibility(takes_part=TakesPart.either, age_least=18),
            {"takes_part": "team", "birth_date": "2000-01-01"},
            {"all_meet": AboutFault.missing},
        ),
    ],
)
def test_each_rule_has_its_fault(rules: Eligibility, about: dict[str, object], faults: dict[str, AboutFault]) -> None:
    assert faults_of(rules, about, TODAY) == faults


def test_nothing_is_asked_that_no_rule_needs() -> None:
    assert parts_of(Eligibility(per_person=1, per_category=1)) == ()
    assert parts_of(Eligibility(born_to="2000-01-01")) == ("birth_date",)
    assert parts_of(Eligibility(basis=Basis.nationality, countries=("BE",))) == ("country",)
    assert parts_of(Eligibility(takes_part=TakesPart.individuals)) == ("takes_part",)
    assert parts_asked(Eligibility(occupation=Occupation.either), {}) == ("occupation",)
    assert parts_asked(Eligibility(occupation=Occupation.either), {"occupation": "student"}) == ("occupation", "school")


def test_who_is_a_minor() -> None:
    assert [is_minor(born, TODAY) for born in ("2009-03-01", "2009-03-02", "", "soon")] == [False, True, False, False]


DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
RULES = st.builds(
    Eligibility,
    *(st.none() | st.integers(1, 120), st.none() | st.integers(1, 120)),
    *(DAYS, DAYS, DAYS),
    *(st.sampled_from(Basis), st.sampled_from(Region)),
    st.lists(st.sampled_from(["BE", "CN", "FR"]), unique=True).map(tuple),
    *(st.sampled_from(Occupation), st.sampled_from(TakesPart)),
    *(st.none() | st.integers(2, 50), st.none() | st.integers(1, 20), st.none() | st.integers(1, 20)),
)


@given(RULES)
def test_rules_that_are_stored_are_read_back(rules: Eligibility) -> None:
    assert eligibility_of(rules.stored()) == rules


@pytest.mark.integration
@pytest.mark.parametrize("language", ["en", "nl", "fr", "zh_Hans"])
def test_the_public_reads_the_rules_in_words(app: Flask, language: str) -> None:
    rules = Eligibility(
        age_least=18, age_most=40, age_on="2027-03-01", born_from="1980-01-01", basis=Basis.residence,
        countries=("BE", "CN"), occupation=Occupation.students, takes_part=TakesPart.either, most_members=4,
        per_person=2, per_category=1,
    )  # fmt: skip
    with app.test_request_context("/en/"), force_locale(language):
        said = rules_in_words(rules)
        assert len(said) == 7
        assert [sentence for sentence in said if "%(" in sentence] == []
        quiet = {AboutFault.missing, AboutFault.not_a_date, AboutFault.too_few_members}
        for fault in set(AboutFault) - quiet:
            assert sum(sentence in why_not(rules, fault) for sentence in said) >= 1, fault
        assert [why_not(rules, fault) for fault in quiet].count("") == 1
        assert rules_in_words(Eligibility()) == []


@pytest.mark.integration
def test_an_organiser_sets_the_rules_and_the_public_reads_them(app: Flask) -> None:
    call, organiser = a_call(), a_person()
    a_membership(organiser, call.id, Role.organiser)
    browser = a_browser(app, organiser)
    page = f"/en/organise/{call.id}/eligibility"
    given = {
        "version": str(call.version), "age_least": "18", "basis": "residence", "region": "only", "countries": "BE",
        "occupation": "any", "takes_part": "individuals", "per_person": "1",
    }  # fmt: skip
    answer = post(browser, page, given)
    assert answer.status_code == 303
    told = app.test_client().get(f"/en/calls/{call.slug}").get_data(as_text=True)
    for sentence in (
        "Entrants are at least 18 years old on the day of handing in.",
        "Entrants live in one of these countries: Belgium.",
        "Individuals may enter, no teams.",
        "A person enters at most 1 work.",
    ):
        assert sentence in told


@pytest.mark.integration
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"age_least": "40", "age_most": "18"}, "This is less than the least age."),
        ({"born_from": "2001-01-01", "born_to": "2000-01-01"}, "This comes before the first day."),
        ({"basis": "residence"}, "Choose the countries, or say that no country counts."),
        ({"age_on": "2027-01-01"}, "Write an age too."),
        ({"born_to": "tomorrow"}, "This is not a day."),
        ({"countries": "XX", "basis": "residence"}, "not a valid choice"),
    ],
)
def test_rules_that_make_no_sense_are_refused_beside_their_field(
    app: Flask, given: dict[str, str], sentence: str
) -> None:
    call, organiser = a_call(), a_person()
    a_membership(organiser, call.id, Role.organiser)
    usual = {"basis": "none", "region": "only", "occupation": "any", "takes_part": "any"}
    answer = post(
        a_browser(app, organiser),
        f"/en/organise/{call.id}/eligibility",
        {"version": str(call.version), **usual, **given},
    )
    assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (422, True)


@pytest.mark.integration
def test_who_does_not_organise_a_call_sets_no_rules(app: Flask) -> None:
    call = a_call()
    with pytest.raises(NotFound):
        services.set_eligibility(an_actor(a_person()), call.id, call.version, Eligibility(age_least=18))

"""A call begins from a preset: whole, in the chosen languages, and to be changed."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from competition import audit, clock, db
from competition.calls import queries as calls
from competition.calls import services as builder
from competition.calls.models import Call
from competition.calls.rules import CallState, FieldKind, NewCall
from competition.desk import queries, services
from competition.i18n import LANGUAGES
from competition.judging.queries import criteria_of, how_judged
from competition.judging.rules import RoundKind
from competition.judging.rules.kinds import ASKING
from competition.people.rules import InstitutionFacts
from competition.results.queries import how_computed
from tests.factories.people import a_browser, a_person, an_actor
from tests.factories.web import post

pytestmark = pytest.mark.integration

HOUSE = InstitutionFacts({"en": "House of Diamonds"}, time_zone="Europe/Brussels")
ALL = tuple(LANGUAGES)


def new(languages: tuple[str, ...] = ALL) -> NewCall:
    return NewCall(dict.fromkeys(languages, "Prize 2027"), languages, "Europe/Brussels", HOUSE)


def opening() -> date:
    return (clock.now() + timedelta(days=30)).date()


@pytest.mark.parametrize("key", list(queries.presets()))
def test_each_preset_makes_a_call_that_could_be_published(app: Flask, key: str) -> None:
    person, preset = a_person(), queries.presets()[key]
    call_id = services.begin_from(an_actor(person), new(), preset, opening())
    db.session.rollback()
    call = db.session.get_one(Call, call_id)
    assert calls.missing_of(call, clock.now()) == []
    assert [set(call.brief), set(call.rules), set(call.summary)] == [set(ALL)] * 3
    assert len(calls.categories_of(call_id)) == len(preset.categories)
    asked = [*calls.fields_of(call_id), *calls.asked_in_rounds(call_id)]
    assert len(asked) == len(preset.told["fields"])
    assert all(set(one.label) == set(ALL) for one in asked)
    rounds = calls.rounds_of(call_id)
    kinds = [RoundKind(one.get("how", {}).get("kind", "scores")) for one in preset.rounds]
    assert [how_judged(one.id).kind for one in rounds] == kinds
    # A kind that asks one question has one; a ranking has none.
    wanted = [
        len(one.get("criteria", ())) or int(kind in ASKING) for one, kind in zip(preset.rounds, kinds, strict=True)
    ]
    assert [len(criteria_of(one.id)) for one in rounds] == wanted
    builder.publish_call(an_actor(person), call_id)
    db.session.rollback()
    assert db.session.get_one(Call, call_id).state == CallState.published
    assert audit.verify(call_id) is None


def test_dates_are_counted_from_the_opening_day_in_the_zone_of_the_call(app: Flask) -> None:
    call_id = services.begin_from(an_actor(a_person()), new(), queries.presets()["sketch_then_piece"], date(2027, 3, 1))
    db.session.rollback()
    call, second = db.session.get_one(Call, call_id), calls.rounds_of(call_id)[1]
    zone = ZoneInfo("Europe/Brussels")
    dates = (call.opens_at, call.due_at, call.closes_at, second.entries_due_at)
    shown = [f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in dates if at]
    assert shown == ["2027-03-01 10:00", "2027-04-30 18:00", "2027-05-01 00:00", "2027-09-17 18:00"]


def test_what_a_preset_asks_is_asked_where_it_belongs(app: Flask) -> None:
    call_id = services.begin_from(an_actor(a_person()), new(("en",)), queries.presets()["sketch_then_piece"], opening())
    db.session.rollback()
    student = calls.categories_of(call_id)[1]
    proof = next(one for one in calls.fields_of(call_id) if one.label == {"en": "Proof of enrolment"})
    assert (proof.options["categories"], proof.is_hidden_from_jury) == ([student.id], True)
    second = calls.rounds_of(call_id)[1]
    assert [one.kind for one in calls.fields_of(call_id, second.id)] == [
        FieldKind.files,
        FieldKind.files,
        FieldKind.long_text,
    ]


def test_scores_are_normalised_where_the_preset_says_so(app: Flask) -> None:
    call_id = services.begin_from(an_actor(a_person()), new(), queries.presets()["scored"], opening())
    [only] = calls.rounds_of(call_id)
    assert (how_computed(only.id).method, {(one.lowest, one.highest) for one in criteria_of(only.id)}) == (
        "additive",
        {(0, 10)},
    )


def test_it_begins_in_the_browser(app: Flask) -> None:
    browser = a_browser(app, a_person())
    page = browser.get("/en/organise/presets").get_data(as_text=True)
    assert "Sketch, then the made piece" in page
    assert "To be chosen later" not in browser.get("/en/organise/presets/stars").get_data(as_text=True)
    url = "/en/organise/presets/student"
    form = {"call_languages": ["en"], "title_en": "Young Prize", "time_zone": "Europe/Brussels", "host": "new"}
    form |= {"host_name": "House", "host_zone": "Europe/Brussels"}
    assert post(browser, url, {**form, "opens_on": ""}).status_code == 422
    answer = post(browser, url, {**form, "opens_on": opening().isoformat()})
    assert answer.status_code == 303
    assert "Young Prize" in browser.get(answer.headers["Location"]).get_data(as_text=True)
    assert browser.get("/en/organise/presets/none").status_code == 404

"""Each kind of question, from what is typed into the form to what the team, the jury and the organisers read."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask, g
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from competition import db
from competition.calls.models import EntryField
from competition.calls.rules import AnswerFault, FieldKind, RowsOptions, check_answer, options_of
from competition.calls.rules.values import COUNTRIES, as_typed
from competition.entries import queries
from competition.entries.forms import PREFIX, Asked
from competition.entries.forms.controls import answer_in, controls, data_of
from competition.entries.forms.rows import rows_of
from competition.entries.models import Entry
from competition.i18n import LANGUAGES
from competition.people.rules import Role
from competition.web.fields import FacetForm
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_submitted_entry, an_entry
from tests.factories.people import a_browser, a_membership, a_person
from tests.factories.web import post

WEIGHT = {"unit": "ct", "decimals": 2, "least": "0.5", "most": "1200"}
STONES = {
    "choices": [
        {"value": "a", "label": {"en": "Ruby", "zh": "红宝石"}},
        {"value": "b", "label": {"en": "Pearl", "zh": "珍珠"}},
        {"value": "c", "label": {"en": "Jade", "zh": "玉"}},
    ],
    "least": 2,
}
KINDS: dict[FieldKind, dict[str, Any]] = {
    FieldKind.number: WEIGHT,
    FieldKind.dimensions: {"unit": "mm", "weight": "g"},
    FieldKind.date: {"least": "2026-01-01"},
    FieldKind.several: STONES,
    FieldKind.country: {},
    FieldKind.web_address: {},
}


class Scene:
    """A call that asks one question of each kind, and a draft that answers none."""

    def __init__(self, app: Flask) -> None:
        self.app, self.call, self.person = app, a_call(), a_person()
        self.fields: dict[FieldKind, EntryField] = {
            kind: a_field(self.call, kind, place, label={"en": f"The {kind}"}, options=options)
            for place, (kind, options) in enumerate(KINDS.items(), 1)
        }
        self.entry: Entry = an_entry(self.call, self.person, title="Moon", answers={})
        self.browser = a_browser(app, self.person)

    def save(self, typed: dict[str, Any], language: str = "en") -> int:
        url = f"/{language}/entries/{self.entry.id}"
        version = str(self.now().version)
        answers = {
            PREFIX + self.fields[FieldKind(kind.partition("-")[0])].id + kind[len(kind.partition("-")[0]) :]: value
            for kind, value in typed.items()
        }
        return post(self.browser, url, {"version": version, "title": "Moon", **answers}).status_code

    def page(self, rest: str = "", language: str = "en") -> str:
        return self.browser.get(f"/{language}/entries/{self.entry.id}{rest}").get_data(as_text=True)

    def now(self) -> Entry:
        db.session.rollback()
        return db.session.get_one(Entry, self.entry.id, populate_existing=True)

    def stored(self, kind: FieldKind) -> Any:
        return self.now().answers.get(self.fields[kind].id)


GOOD = {
    FieldKind.number: ("1,52", "1.52"),
    FieldKind.dimensions: (
        {"height": "27,8", "width": "22.0", "depth": "１２,6", "weight": ""},
        {"height": "27.8", "width": "22.0", "depth": "12.6"},
    ),
    FieldKind.date: ("2026-05-04", "2026-05-04"),
    FieldKind.several: (["c", "a"], ["c", "a"]),
    FieldKind.country: ("BE", "BE"),
    FieldKind.web_address: ("example.org/moon", "https://example.org/moon"),
}


ENGLISH = ("1.52\u00a0ct", "27.8 × 22.0 × 12.6\u00a0mm", "4 May 2026", "Jade, Ruby", "Belgium")
CHINESE = ("1.52\u00a0克拉", "27.8 × 22.0 × 12.6\u00a0mm", "2026年5月4日", "玉、红宝石", "比利时")
ALL_TYPED = {
    name: text
    for kind, (typed, _stored) in GOOD.items()
    for name, text in (
        {f"{kind}-{part}": one for part, one in typed.items()} if isinstance(typed, dict) else {str(kind): typed}
    ).items()
}


@pytest.mark.integration
def test_each_kind_is_saved_shown_again_and_read_in_each_language(app: Flask) -> None:
    scene = Scene(app)
    assert scene.save(ALL_TYPED, "nl") == 303
    assert {kind: scene.stored(kind) for kind in GOOD} == {kind: stored for kind, (_typed, stored) in GOOD.items()}
    assert 'value="1,52"' in scene.page(language="nl")
    assert ('value="1.52"' in scene.page(), 'type="date" value="2026-05-04"' in scene.page()) == (True, True)
    english, chinese = scene.page("/review"), scene.page("/review", "zh")
    assert [words in english for words in ENGLISH] == [True] * len(ENGLISH)
    assert [words in chinese for words in CHINESE] == [True] * len(CHINESE)
    assert "Hand in now" in english


@pytest.mark.integration
@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("number", "about 3", "We cannot read this as a number"),
        ("number", "NaN", "We cannot read this as a number"),
        ("number", "1e999", "We cannot read this as a number"),
        ("number", "9" * 4000, "We cannot read this as a number"),
        ("number", "1,500", "without a mark for thousands, as in 1234.5"),
        ("number", "-3", "At least 0.5\u00a0ct."),
        ("number", "1200.5", "At most 1,200\u00a0ct."),
        ("number", "1.555", "At most 2 decimals are taken."),
        ("dimensions-height", "3", "Give height and width at least."),
        ("dimensions-weight", "0", "Each measure is more than zero."),
        ("dimensions-depth", "deep", "We cannot read this as a number"),
        ("date", "4 May", "This is not a day"),
        ("date", "2025-12-31", "Not before 1 January 2026."),
        ("several", ["a"], "Choose at least 2."),
        ("web_address", "javascript:alert(1)", "This is not a web address"),
    ],
)
def test_what_is_wrong_is_kept_and_said_at_its_place(app: Flask, kind: str, typed: Any, sentence: str) -> None:
    scene = Scene(app)
    assert scene.save({kind: typed}) == 303
    page = scene.page()
    place = re.search(
        rf'id="answer-{scene.fields[FieldKind(kind.partition("-")[0])].id}-error".*?</p>', page, re.DOTALL
    )
    assert place
    assert sentence in place.group(0)
    if isinstance(typed, str):
        assert f'value="{typed}"' in page
    assert "Hand in now" not in scene.page("/review")


@pytest.mark.integration
@pytest.mark.parametrize("value", ["x", "\ud7ff\u0378", "a" * 60_000, "<b>", "%s", "{0}", "１２"])
def test_nothing_that_a_browser_can_send_breaks_a_page(app: Flask, value: str) -> None:
    scene = Scene(app)
    typed = {name: [value, value] if name == "several" else value for name in ALL_TYPED}
    assert scene.save(typed) in {303, 422}
    assert [scene.browser.get(f"/en/entries/{scene.entry.id}{rest}").status_code for rest in ("", "/review")] == [
        200
    ] * 2


@pytest.mark.integration
def test_jury_organisers_and_public_read_the_same_words(app: Flask) -> None:
    scene = Scene(app)
    answers = {scene.fields[kind].id: stored for kind, (_typed, stored) in GOOD.items()}
    entry = a_submitted_entry(scene.call, scene.person, title="Sun", answers=answers)
    with app.test_request_context():
        seen = queries.jury_entry(entry.id, "zh", entry.created_at)
        assert seen
        read_by_jury = {answer.field_id: answer.text.text for answer in seen.answers}
        texts = queries.texts_of(scene.fields[FieldKind.number], queries.written_of(entry))
    assert read_by_jury[scene.fields[FieldKind.several].id] == "玉、红宝石"
    assert texts == {"en": "1.52\u00a0ct", "nl": "1,52\u00a0ct", "fr": "1,52\u00a0ct", "zh": "1.52\u00a0克拉"}
    organiser = a_person()
    a_membership(organiser, scene.call.id, Role.organiser)
    page = a_browser(app, organiser).get(f"/en/organise/{scene.call.id}/entries/{entry.id}").get_data(as_text=True)
    assert [words in page for words in ENGLISH] == [True] * len(ENGLISH)


numbers = st.decimals(-10_000, 10_000, places=2).map(lambda one: f"{abs(one):f}" if one == 0 else f"{one:f}")
WORDS = st.text("abc 金é", min_size=1, max_size=5).map(str.strip).filter(bool)
MATERIAL = st.fixed_dictionaries(
    {"kind": st.sampled_from(["stone", "metal", "textile", "other"])},
    optional={
        **dict.fromkeys(["name", "origin", "treatment", "report", "source", "species"], WORDS),
        "amount": numbers | st.just("some").map(as_typed),
        "unit": st.sampled_from(["ct", "g", "m"]),
        "grown": st.sampled_from(["natural", "laboratory"]),
        "cites": st.sampled_from(["yes", "no"]),
    },
)
PERSON = st.fixed_dictionaries(
    {"name": st.sampled_from(["Noor", "梅"])},
    optional={"role": st.sampled_from(["maker", "other"]), "country": st.sampled_from(["BE", "CN"])},
)
STORED = st.one_of(
    st.tuples(st.just(FieldKind.materials), st.lists(MATERIAL, min_size=1, max_size=4)),
    st.tuples(st.just(FieldKind.number), numbers | st.integers(-(10**11), 10**11).map(str)),
    st.tuples(
        st.just(FieldKind.dimensions),
        st.dictionaries(
            st.sampled_from(["height", "width", "depth", "weight"]),
            numbers | st.sampled_from(["wide", "1,2,3"]).map(as_typed),
            min_size=1,
        ),
    ),
    st.tuples(st.just(FieldKind.team), st.lists(PERSON, min_size=1, max_size=4)),
    st.tuples(st.just(FieldKind.date), st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat)),
    st.tuples(st.just(FieldKind.several), st.lists(st.sampled_from("abcz"), min_size=1, unique=True)),
    st.tuples(st.just(FieldKind.country), st.sampled_from(sorted(COUNTRIES))),
    st.tuples(
        st.just(FieldKind.web_address), st.from_regex(r"https?://[a-z]{1,9}\.[a-z]{2,9}(/[a-z]{0,9})?", fullmatch=True)
    ),
    st.tuples(st.just(FieldKind.number), st.sampled_from(["about 3", "1,2,3", "NaN"]).map(as_typed)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STORED, st.sampled_from(sorted(LANGUAGES)))
def test_what_is_stored_is_shown_and_read_back_as_itself(app: Flask, one: tuple[FieldKind, Any], language: str) -> None:
    kind, value = one
    options = KINDS.get(kind, {"asks_country": True} if kind == FieldKind.team else {})
    asked = Asked("q", kind, "", "", is_required=True, options=options_of(kind, options))
    with app.test_request_context():
        g.lang = language
        rows = rows_of("answer-q", asked.options, (), value) if isinstance(asked.options, RowsOptions) else []
        form = type("OneQuestion", (FacetForm,), controls(asked, rows))(data=data_of(asked, value))
        again = answer_in(asked, form, rows)
    assert again == value
    question = EntryField(kind=kind, options=options, is_required=True)
    assert check_answer(question, again) == check_answer(question, value) != AnswerFault.missing

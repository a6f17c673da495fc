"""The organisers' pages: forms without scripts, what was typed is kept, and each refusal stands at its place."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import db
from competition.calls import queries, services
from competition.calls.models import Call
from competition.calls.rules import CallState, EditTexts, Feedback, FieldKind
from competition.people.queries import actor_for, invitations_of
from competition.people.rules import Role
from tests.calls.conftest import World
from tests.factories.calls import a_call, a_category, a_field, a_host
from tests.factories.counting import counted
from tests.factories.people import a_browser, a_membership, a_person, an_actor, an_institution
from tests.factories.web import post

NEW: dict[str, Any] = {
    "call_languages": ["en", "zh"],
    "title_en": "Prize of Two Cities",
    "title_zh": "双城奖",
    "time_zone": "Asia/Shanghai",
    "host": "new",
    "host_name": "Museum",
    "host_city": "Shanghai",
    "host_zone": "Asia/Shanghai",
}
DATES = {
    "opens_at": "2027-01-04T09:00",
    "due_at": "2027-02-28T18:00",
    "closes_at": "2027-02-28T19:00",
    "judging_opens_at": "2027-03-03T09:00",
    "judging_closes_at": "2027-03-24T18:00",
    "announcement_at": "2027-04-09T18:00",
}


def stored(call_id: str) -> Call:
    db.session.rollback()
    db.session.expire_all()
    call = queries.call_by_id(call_id)
    assert call is not None
    return call


@pytest.fixture
def owner(draft: World) -> FlaskClient:
    return draft.browser("owner")


def words(world: World, **values: str) -> dict[str, Any]:
    """Return the form of texts, filled in."""
    return {
        "version": str(world.call.version),
        "call_languages": ["en", "zh"],
        "slug": "two-cities",
        "title_en": "Two Cities",
        "title_zh": "双城",
        "summary_en": "A prize.",
        "summary_zh": "一个奖。",
        **values,
    }


class TestNew:
    def test_a_call_is_begun(self, app: Flask) -> None:
        browser = a_browser(app, a_person())
        answer = post(browser, "/en/organise/new", NEW)
        [listed] = queries.with_hosts(queries.calls_for(an_actor_of(browser)))
        assert (answer.status_code, answer.location) == (303, f"/en/organise/{listed.call.id}/")
        assert (listed.call.title, listed.hosts[0].city) == (
            {"en": "Prize of Two Cities", "zh": "双城奖"},
            {"en": "Shanghai"},
        )

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"title_zh": ""}, "Write the title in this language"),
            ({"call_languages": []}, "Choose at least one language."),
            ({"host_name": ""}, "Write the name of the institution."),
            ({"time_zone": "Mars/Olympus"}, "Not a valid choice"),
            ({"title_en": "x" * 121}, "This is 1 character too long."),
            ({"title_en": "a\x00b"}, "invisible control characters"),
            ({"title_en": "a\u202eb"}, "invisible control characters"),
            ({"call_languages": ["en", "xx"]}, "valid choice"),
        ],
    )
    def test_bad_input_is_said_and_what_was_typed_is_kept(
        self, app: Flask, change: dict[str, Any], sentence: str
    ) -> None:
        answer = post(a_browser(app, a_person()), "/en/organise/new", {**NEW, **change})
        page = answer.get_data(as_text=True)
        assert (answer.status_code, sentence in page, 'value="Shanghai"' in page) == (422, True, True)

    def test_an_unconfirmed_address_is_told_so(self, app: Flask) -> None:
        answer = post(a_browser(app, a_person(email_confirmed_at=None)), "/en/organise/new", NEW)
        assert (answer.status_code, b"Confirm your e-mail address first" in answer.data) == (422, True)


def an_actor_of(browser: FlaskClient) -> Any:
    """Return the person of a browser as he stands in the database now."""
    with browser.session_transaction(base_url="http://127.0.0.1:8000") as session:
        return actor_for(session["_user_id"])


class TestTexts:
    def test_are_saved(self, draft: World, owner: FlaskClient) -> None:
        answer = post(owner, draft.url("texts"), words(draft, brief_zh="## 概要"))
        call = stored(draft.call.id)
        assert (answer.status_code, call.slug, call.brief) == (303, "two-cities", {"zh": "## 概要"})

    def test_a_language_that_is_not_chosen_keeps_no_text(self, draft: World, owner: FlaskClient) -> None:
        post(owner, draft.url("texts"), words(draft, call_languages="en"))
        assert (stored(draft.call.id).languages, stored(draft.call.id).title) == (["en"], {"en": "Two Cities"})

    def test_a_stale_version_keeps_both(self, draft: World, owner: FlaskClient) -> None:
        actor = an_actor(draft.people["organiser"])
        theirs = {"en": "Theirs", "zh": "她的"}
        services.edit_texts(actor, draft.call.id, EditTexts(1, ("en", "zh"), "two-cities", theirs, {}, {}))
        answer = post(owner, draft.url("texts"), words(draft, title_en="Mine", version="1"))
        page = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert [
            text in page for text in ('value="Mine"', "<dd>Theirs</dd>", 'name="version" type="hidden" value="2"')
        ] == [
            True,
            True,
            True,
        ]
        assert stored(draft.call.id).title == theirs

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"slug": "Not One"}, "Use small letters from a to z"),
            ({"slug": "new"}, "Use small letters from a to z"),
            ({"summary_en": "金" * 601}, "This is 1 character too long."),
            ({"version": "x"}, "error"),
        ],
    )
    def test_bad_input(self, draft: World, owner: FlaskClient, change: dict[str, str], sentence: str) -> None:
        answer = post(owner, draft.url("texts"), words(draft, **change))
        assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (422, True)

    def test_an_address_that_is_taken(self, draft: World, owner: FlaskClient, world: World) -> None:
        answer = post(owner, draft.url("texts"), words(draft, slug=world.call.slug))
        assert (answer.status_code, b"Another call has this address" in answer.data) == (422, True)


class TestCalendar:
    def test_times_are_read_in_the_zone_that_is_sent_with_them(self, draft: World, owner: FlaskClient) -> None:
        post(owner, draft.url("calendar"), {"version": "1", "time_zone": "Asia/Shanghai", **DATES})
        call = stored(draft.call.id)
        assert (call.time_zone, call.due_at and call.due_at.isoformat()) == (
            "Asia/Shanghai",
            "2027-02-28T10:00:00+00:00",
        )

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"due_at": "2027-01-03T18:00"}, "This must come after “Entries open”."),
            ({"announcement_at": "2027-03-24T18:00"}, "This must come after “Judging closes”."),
            ({"announcement_at": "2027-03-28T02:30"}, "the clocks are put forward then"),
            ({"announcement_at": "0001-01-01T00:00"}, "Not a valid datetime value."),
            ({"announcement_at": "tomorrow"}, "Not a valid datetime value."),
            ({"time_zone": "Mars/Olympus"}, "Not a valid choice"),
        ],
    )
    def test_bad_input(self, draft: World, owner: FlaskClient, change: dict[str, str], sentence: str) -> None:
        form = {"version": "1", "time_zone": "Europe/Brussels", **DATES, **change}
        answer = post(owner, draft.url("calendar"), form)
        page = answer.get_data(as_text=True)
        assert (answer.status_code, sentence in page, DATES["opens_at"] in page) == (422, True, True)

    @pytest.mark.parametrize(("which", "utc"), [("0", "00:30"), ("1", "01:30")])
    def test_of_an_hour_that_comes_twice_one_is_chosen(
        self, draft: World, owner: FlaskClient, which: str, utc: str
    ) -> None:
        form: dict[str, Any] = {"version": "1", "time_zone": "Europe/Brussels", "opens_at": "2026-10-25T02:30"}
        answer = post(owner, draft.url("calendar"), form)
        page = answer.get_data(as_text=True)
        assert (answer.status_code, "This time comes twice" in page, "The first of the two (UTC+02:00)" in page) == (
            422,
            True,
            True,
        )
        assert stored(draft.call.id).opens_at is None or stored(draft.call.id).opens_at == draft.call.opens_at
        form["opens_at"] = ["2026-10-25T02:30", which]
        assert post(owner, draft.url("calendar"), form).status_code == 303
        opens = stored(draft.call.id).opens_at
        assert opens is not None
        assert opens.isoformat() == f"2026-10-25T{utc}:00+00:00"
        again = owner.get(draft.url("calendar")).get_data(as_text=True)
        assert f'name="opens_at" value="{which}" checked' in again


class TestParts:
    def names(self, world: World) -> list[str]:
        return [one.name["en"] for one in queries.categories_of(stored(world.call.id).id)]

    def test_a_category(self, draft: World, owner: FlaskClient) -> None:
        url = draft.url("categories")
        assert post(owner, url, {"version": "1", "name_en": "Rings"}).status_code == 303
        row = queries.categories_of(draft.call.id)[1]
        version = str(stored(draft.call.id).version)
        post(owner, f"{url}/{row.id}", {"version": version, "name_en": "All rings"})
        post(owner, f"{url}/{row.id}/move", {"by": "-1"}, page=url)
        assert self.names(draft) == ["All rings", "Category 1"]
        assert post(owner, f"{url}/{row.id}/remove", page=url).status_code == 303
        assert self.names(draft) == ["Category 1"]

    def test_a_category_without_a_name(self, draft: World, owner: FlaskClient) -> None:
        answer = post(owner, draft.url("categories"), {"version": "1", "description_en": "Kept words"})
        page = answer.get_data(as_text=True)
        assert (answer.status_code, "Write the name in one language" in page, "Kept words" in page) == (422, True, True)

    def test_a_partner(self, draft: World, owner: FlaskClient) -> None:
        form = {"part": "sponsor", "known": "new", "name_en": "Maison", "time_zone": "UTC", "country": "FR"}
        assert post(owner, draft.url("institutions"), {**form, "url": "https://example.org"}).status_code == 303
        names = [one.name for _row, one in queries.institutions_of(draft.call.id)]
        assert names[2] == {"en": "Maison"}

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org", "https://", "https://a b"])
    def test_a_partner_with_no_web_address(self, draft: World, owner: FlaskClient, url: str) -> None:
        form = {"part": "sponsor", "known": "new", "name_en": "Maison", "time_zone": "UTC", "country": "", "url": url}
        answer = post(owner, draft.url("institutions"), form)
        assert (answer.status_code, "Write the whole address" in answer.get_data(as_text=True)) == (422, True)

    def test_the_release_rule(self, draft: World, owner: FlaskClient) -> None:
        assert (
            post(
                owner, draft.url("release-rule"), {"version": "1", "rule": "each_host", "complaint_days": "14"}
            ).status_code
            == 303
        )
        assert post(owner, draft.url("release-rule"), {"version": "2", "rule": "nobody"}).status_code == 422
        assert stored(draft.call.id).release_rule == "each_host"

    def test_what_teams_see_of_their_judging_is_nothing_unless_chosen(self, draft: World, owner: FlaskClient) -> None:
        assert stored(draft.call.id).feedback == Feedback.none
        form = {"version": "1", "rule": "organiser", "complaint_days": "30", "feedback": "scores_and_comments"}
        assert post(owner, draft.url("release-rule"), form).status_code == 303
        assert stored(draft.call.id).feedback == Feedback.scores_and_comments
        answer = post(owner, draft.url("release-rule"), {**form, "version": "2", "feedback": "everything"})
        assert (answer.status_code, 'id="feedback-error"' in answer.get_data(as_text=True)) == (422, True)


class TestQuestions:
    def test_of_choices_grow_row_by_row(self, draft: World, owner: FlaskClient) -> None:
        flags = {"version": "1", "label_en": "Origin", "is_required": "y"}
        rows = {f"value_{row}": "" for row in range(3)}
        answer = post(
            owner, draft.url("form/new/choice"), {**flags, **rows, "choice_0_en": "Mined", "choice_2_en": "Grown"}
        )
        assert answer.status_code == 303
        question = queries.fields_of(draft.call.id)[2]
        assert question.options == {
            "choices": [{"value": "c1", "label": {"en": "Mined"}}, {"value": "c2", "label": {"en": "Grown"}}]
        }
        page = owner.get(draft.url(f"form/{question.id}")).get_data(as_text=True)
        assert ('name="choice_4_en"' in page, 'name="choice_5_en"' in page) == (True, False)

    def test_of_files(self, draft: World, owner: FlaskClient) -> None:
        form = {
            "version": "1",
            "label_en": "Films",
            "accept": ["video/mp4"],
            "least": "0",
            "most": "2",
            "max_megabytes": "500",
            "max_megapixels": "",
        }
        assert post(owner, draft.url("form/new/files"), form).status_code == 303
        options = queries.fields_of(draft.call.id)[2].options
        assert {name: options[name] for name in ("accept", "least", "most", "max_bytes", "max_pixels")} == {
            "accept": ["video/mp4"],
            "least": 0,
            "most": 2,
            "max_bytes": 500_000_000,
            "max_pixels": None,
        }

    @pytest.mark.parametrize(
        ("kind", "change", "sentence"),
        [
            ("files", {"least": "5", "most": "2"}, "less than the number of files"),
            ("files", {"accept": "image/svg+xml"}, "valid choice"),
            ("files", {"max_megabytes": "-1"}, "Number must be between"),
            ("short_text", {"most": "501"}, "Number must be between"),
            ("short_text", {"most": "NaN"}, "Not a valid integer value"),
            ("short_text", {"label_en": ""}, "Write the question in one language"),
            ("choice", {"value_0": "", "choice_0_en": "Only one"}, "Write two answers at least."),
        ],
    )
    def test_bad_input(
        self, draft: World, owner: FlaskClient, kind: str, change: dict[str, str], sentence: str
    ) -> None:
        usual = {
            "version": "1",
            "label_en": "Kept",
            "most": "3",
            "least": "1",
            "accept": "image/png",
            "max_megabytes": "9",
        }
        answer = post(owner, draft.url(f"form/new/{kind}"), {**usual, **change})
        assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (422, True)

    def test_of_no_kind_are_not_there(self, draft: World, owner: FlaskClient) -> None:
        assert owner.get(draft.url("form/new/ranking")).status_code == 404

    def test_of_a_published_call_another_shape_is_asked_anew_once_that_is_confirmed(self, world: World) -> None:
        owner, question = world.browser("owner"), queries.fields_of(world.call.id)[0]
        url = world.url(f"form/{question.id}")
        form = {"version": "1", "label_en": "New words", "most": "9", "is_required": "y"}
        page = post(owner, url, form).get_data(as_text=True)
        assert ("This becomes another question" in page, 'name="anew"' in page, "New words" in page) == (True,) * 3
        assert next(one.id for one in queries.all_fields_of(world.call.id)) == question.id
        assert post(owner, url, {**form, "anew": "1"}).status_code == 303
        db.session.rollback()
        former, asked, _files = queries.all_fields_of(world.call.id)
        assert (former.id, former.options, former.asked_until is None) == (question.id, {"most": 500}, False)
        assert (asked.replaces, asked.options["most"], asked.label) == ([question.id], 9, {"en": "New words"})
        assert owner.get(url).status_code == 404

    def test_words_of_a_published_call_change_at_once(self, world: World) -> None:
        owner, question = world.browser("owner"), queries.fields_of(world.call.id)[0]
        form = {"version": "1", "label_en": "New words", "most": "600", "is_required": "y"}
        assert post(owner, world.url(f"form/{question.id}"), form).status_code == 303
        db.session.rollback()
        first = queries.fields_of(world.call.id)[0]
        assert (first.id, first.label) == (question.id, {"en": "New words"})


def test_a_call_is_published_from_its_overview(draft: World, owner: FlaskClient) -> None:
    page = owner.get(draft.url()).get_data(as_text=True)
    assert ("Publish the call" in page, f"{draft.url('publish')}" in page) == (True, False)
    post(owner, draft.url("texts"), words(draft))
    post(owner, draft.url("calendar"), {"version": "2", "time_zone": "Europe/Brussels", **DATES})
    assert post(owner, draft.url("publish"), page=draft.url()).status_code == 303
    assert stored(draft.call.id).state == CallState.published
    assert owner.application.test_client().get("/en/calls/two-cities").status_code == 200


def test_a_juror_is_invited_and_the_invitation_taken_back(draft: World, owner: FlaskClient) -> None:
    form = {"role": "juror", "email": "mei@example.cn", "name": "Mei", "locale": "zh", "institution": ""}
    assert post(owner, draft.url("people"), form).status_code == 303
    [invitation] = invitations_of(draft.call.id)
    assert b"mei@example.cn" in owner.get(draft.url("people")).data
    assert post(owner, draft.url(f"people/{invitation.id}/revoke"), page=draft.url("people")).status_code == 303
    assert b"mei@example.cn" not in owner.get(draft.url("people")).data


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "ä@example.org\n"])
def test_an_invitation_to_no_address(draft: World, owner: FlaskClient, email: str) -> None:
    form = {"role": "juror", "email": email, "name": "", "locale": "en", "institution": ""}
    assert (post(owner, draft.url("people"), form).status_code, list(invitations_of(draft.call.id))) == (422, [])


@pytest.mark.parametrize("room", ["", "texts", "calendar", "institutions", "categories", "form", "people"])
def test_as_many_queries_for_thirty_rows_as_for_one(world: World, room: str) -> None:
    owner = world.browser("owner")
    with counted(world.app) as few:
        owner.get(world.url(room))
    house = an_institution()
    for position in range(3, 32):
        a_category(world.call, position)
        a_field(world.call, FieldKind.yes_no, position)
        a_host(world.call, house if position == 3 else an_institution(), position=position)
    for _ in range(29):
        a_membership(a_person(), world.call.id, Role.juror)
    with counted(world.app) as many:
        owner.get(world.url(room))
    assert (many.queries, many.fetched_few(30)) == (few.queries, True)


def test_the_list_of_calls_asks_as_often_for_thirty_as_for_one(world: World) -> None:
    person = world.people["owner"]
    browser = a_browser(world.app, person)
    with counted(world.app) as few:
        browser.get("/en/organise/")
    for _ in range(29):
        call = a_call()
        a_host(call, world.hosts[0])
        a_membership(person, call.id, Role.owner)
    with counted(world.app) as many:
        browser.get("/en/organise/")
    assert (many.queries, many.fetched_few(30)) == (few.queries, True)

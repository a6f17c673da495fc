from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import clock, db
from competition.calls.models import Call
from competition.calls.rules import FieldKind
from competition.entries import queries
from competition.entries.models import Entry, EntryFile, Submission
from competition.entries.rules import EntryState
from competition.people.models import Person
from competition.people.rules import Role
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import a_picture, a_submitted_entry, an_entry
from tests.factories.people import a_browser, a_membership, a_person
from tests.factories.web import post

pytestmark = pytest.mark.integration

JSON = {"Accept": "application/json"}


class Scene:
    """A call with a form, a designer with a complete draft, her browser."""

    def __init__(self, app: Flask, **calendar: Any) -> None:
        self.app = app
        self.call: Call = a_call(**calendar)
        self.category = a_category(self.call)
        self.idea = a_field(self.call, FieldKind.long_text, 1, options={"most": 100})
        self.views = a_field(self.call, FieldKind.files, 2)
        self.metal = a_field(
            self.call,
            FieldKind.choice,
            3,
            is_required=False,
            options={"choices": [{"value": "au", "label": {"en": "Gold"}}, {"value": "ag", "label": {"en": "Silver"}}]},
        )
        self.person: Person = a_person()
        self.entry: Entry = an_entry(
            self.call, self.person, self.category, title="Moon", answers={self.idea.id: "Light"}
        )
        self.picture: EntryFile = a_picture(self.entry, self.views, self.person)
        self.browser: FlaskClient = a_browser(app, self.person)
        self.url = f"/en/entries/{self.entry.id}"

    def form(self, **values: str) -> dict[str, str]:
        given = {"version": "1", "title": "Moon", "category": self.category.id, f"answer-{self.idea.id}": "Light"}
        return {**given, **values}

    def hand_in(self) -> Any:
        page = self.browser.get(f"{self.url}/review").get_data(as_text=True)
        values = dict(re.findall(r'name="(key|content)"[^>]*value="([^"]+)"', page))
        return post(self.browser, f"{self.url}/submit", {**values, "agreed": "y"}, page=f"{self.url}/review")

    def now(self) -> Entry:
        """Return the entry as it is for a reader who comes now, not as this test saw it before."""
        db.session.rollback()
        return db.session.get_one(Entry, self.entry.id, populate_existing=True)


def token_of(client: FlaskClient, url: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(url).get_data(as_text=True))
    assert found
    return found.group(1)


def test_the_form_shows_what_there_is_and_what_is_missing(app: Flask) -> None:
    scene = Scene(app)
    page = scene.browser.get(scene.url)
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert 'value="Moon"' in text
    assert "Nothing is missing." in text
    assert "wasm-unsafe-eval" in page.headers["Content-Security-Policy"]
    assert scene.picture.name in text


def test_a_draft_is_saved_by_its_button(app: Flask) -> None:
    scene = Scene(app)
    answer = post(scene.browser, scene.url, scene.form(title="Sun", **{f"answer-{scene.metal.id}": "au"}))
    assert (answer.status_code, answer.headers["Location"]) == (303, scene.url)
    assert (scene.now().title, scene.now().answers[scene.metal.id], scene.now().version) == ("Sun", "au", 2)


def test_a_draft_is_saved_by_the_script_and_told_its_version(app: Flask) -> None:
    scene = Scene(app)
    token = token_of(scene.browser, scene.url)
    answer = scene.browser.post(scene.url, data=scene.form(title="", csrf_token=token), headers=JSON)
    assert (answer.status_code, answer.json["version"]) == (200, 2)  # type: ignore[index]


def test_a_stale_save_gets_both_versions(app: Flask) -> None:
    scene = Scene(app)
    token = token_of(scene.browser, scene.url)
    scene.browser.post(scene.url, data=scene.form(title="Theirs", csrf_token=token), headers=JSON)
    answer = scene.browser.post(scene.url, data=scene.form(title="Mine", csrf_token=token), headers=JSON)
    assert answer.status_code == 409
    values = answer.json["values"]  # type: ignore[index]
    assert (values["version"], values["theirs"]["title"]) == (2, "Theirs")
    page = scene.browser.post(scene.url, data=scene.form(title="Mine", csrf_token=token))
    assert page.status_code == 409
    text = page.get_data(as_text=True)
    assert "Theirs" in text
    assert 'value="Mine"' in text
    assert 'name="version" type="hidden" value="2"' in text
    assert scene.now().title == "Theirs"


def test_invisible_signs_are_refused_with_a_sentence(app: Flask) -> None:
    scene = Scene(app)
    answer = post(scene.browser, scene.url, scene.form(title="Mo\x00on"))
    assert answer.status_code == 422
    assert "invisible control characters" in answer.get_data(as_text=True)


def test_an_entry_is_begun_from_its_call(app: Flask) -> None:
    call, person = a_call(), a_person()
    browser = a_browser(app, person)
    answer = post(browser, f"/en/calls/{call.slug}/enter")
    assert answer.status_code == 303
    assert re.fullmatch(r"/en/entries/[a-z0-9]{26}", answer.headers["Location"])


def test_a_visitor_writes_at_once_or_signs_in_and_comes_back(app: Flask, client: FlaskClient) -> None:
    call = a_call()
    text = client.get(f"/en/calls/{call.slug}/enter").get_data(as_text=True)
    assert f"/en/sign-in?next=/en/calls/{call.slug}/enter" in text
    assert f'href="/en/calls/{call.slug}/enter/form"' in text


def test_a_call_that_is_not_open_says_so(app: Flask) -> None:
    now = clock.now()
    early = a_call(opens_at=now + timedelta(hours=1))
    browser = a_browser(app, a_person())
    assert "does not take entries yet" in browser.get(f"/en/calls/{early.slug}/enter").get_data(as_text=True)


def test_handing_in_leads_to_the_receipt_and_twice_to_the_same(app: Flask) -> None:
    scene = Scene(app)
    answer = scene.hand_in()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{scene.url}/receipts/1")
    text = scene.browser.get(f"{scene.url}/receipts/1").get_data(as_text=True)
    assert scene.entry.code in text
    assert "SHA-256, verified by us" in text
    again = scene.hand_in()
    assert again.headers["Location"] == f"{scene.url}/receipts/1"
    assert "Nothing has changed" in scene.browser.get(f"{scene.url}/receipts/1").get_data(as_text=True)
    assert db.session.query(Submission).count() == 1


def test_the_manifest_is_handed_out_as_the_text_that_was_hashed(app: Flask) -> None:
    import hashlib

    scene = Scene(app)
    scene.hand_in()
    answer = scene.browser.get(f"{scene.url}/receipts/1/manifest.json")
    receipt = queries.latest_receipt(scene.entry.id)
    assert receipt is not None
    assert hashlib.sha256(answer.data).hexdigest() == receipt.manifest_digest
    assert json.loads(answer.data)["code"] == scene.entry.code


def test_anyone_may_verify_and_that_page_may_send_nothing(client: FlaskClient) -> None:
    page = client.get("/en/receipts/verify")
    policy = page.headers["Content-Security-Policy"]
    assert ("connect-src 'none'" in policy, "worker-src 'self'" in policy) == (True, True)
    without = re.search(r"<noscript>.*?</noscript>", page.get_data(as_text=True), re.DOTALL)
    assert without is not None
    assert "flask receipts verify" in without.group()
    assert '<a href="/en/receipts/verify">Verify a receipt</a>' in client.get("/en/calls/").get_data(as_text=True)


def test_what_is_incomplete_is_said_before_and_after_trying(app: Flask) -> None:
    scene = Scene(app)
    scene.browser.post(
        scene.url, data=scene.form(title="", csrf_token=token_of(scene.browser, scene.url)), headers=JSON
    )
    page = scene.browser.get(f"{scene.url}/review").get_data(as_text=True)
    assert "One part is not ready yet." in page
    assert "Hand in now" not in page


def test_a_page_out_of_date_hands_nothing_in_and_shows_the_entry_anew(app: Flask) -> None:
    scene = Scene(app)
    page = scene.browser.get(f"{scene.url}/review").get_data(as_text=True)
    values = dict(re.findall(r'name="(key|content|csrf_token)"[^>]*value="([^"]+)"', page))
    post(scene.browser, scene.url, scene.form(title="Sun"))
    answer = scene.browser.post(f"{scene.url}/submit", data={**values, "agreed": "y"})
    assert answer.status_code == 409
    assert "was changed after this page was shown" in answer.get_data(as_text=True)
    assert db.session.query(Submission).count() == 0


def test_after_the_close_the_page_shows_the_draft_and_takes_nothing(app: Flask) -> None:
    now = clock.now()
    scene = Scene(app, due_at=now - timedelta(hours=2), closes_at=now - timedelta(hours=1))
    text = scene.browser.get(scene.url).get_data(as_text=True)
    assert "The call is closed." in text
    assert 'id="entry-form"' not in text
    review = scene.browser.get(f"{scene.url}/review").get_data(as_text=True)
    assert "hard close has passed" in review


def test_an_unconfirmed_person_writes_but_does_not_hand_in(app: Flask) -> None:
    scene = Scene(app)
    with db.transaction() as session:
        session.get_one(Person, scene.person.id).email_confirmed_at = None
    assert post(scene.browser, scene.url, scene.form(title="Sun")).status_code == 303
    assert "Confirm your e-mail address first" in scene.browser.get(f"{scene.url}/review").get_data(as_text=True)


def test_withdrawing_and_reopening(app: Flask) -> None:
    scene = Scene(app)
    assert post(scene.browser, f"{scene.url}/withdraw", page=scene.url).status_code == 303
    assert scene.now().state == EntryState.withdrawn
    assert post(scene.browser, f"{scene.url}/reopen", page=scene.url).status_code == 303
    assert scene.now().state == EntryState.draft


def test_a_file_is_removed_without_scripts_too(app: Flask) -> None:
    scene = Scene(app)
    assert post(scene.browser, f"/en/uploads/{scene.picture.id}/remove", page=scene.url).status_code == 303
    assert queries.files_of(scene.entry.id) == []


def test_files_tell_their_state(app: Flask) -> None:
    scene = Scene(app)
    answer = scene.browser.get(f"{scene.url}/files.json").json
    assert answer is not None
    assert [(file["id"], file["state"], file["kind"]) for file in answer["files"]] == [
        (scene.picture.id, "ready", "ok")
    ]
    assert answer["missing"] == {}


PAGES = [
    "",
    "/review",
    "/files.json",
    "/files/states.json",
    "/receipts/1",
    "/receipts/1.pdf",
    "/receipts/1/manifest.json",
]
POSTS = ["", "/submit", "/withdraw", "/reopen", "/uploads", "/files/order"]


@pytest.mark.parametrize("path", PAGES)
def test_to_others_an_entry_is_not_there(app: Flask, path: str) -> None:
    scene = Scene(app)
    scene.hand_in()
    organiser, stranger = a_person(), a_person()
    a_membership(organiser, scene.call.id, Role.owner)
    there = a_browser(app, stranger).get(scene.url + path)
    nowhere = a_browser(app, stranger).get(f"/en/entries/{db.new_id()}{path}")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert a_browser(app, organiser).get(scene.url + path).status_code == 404
    assert app.test_client().get(scene.url + path).status_code == 303


@pytest.mark.parametrize("path", POSTS)
def test_others_change_nothing(app: Flask, path: str) -> None:
    scene = Scene(app)
    browser = a_browser(app, a_person())
    headers = {"X-CSRFToken": token_of(browser, f"/en/calls/{scene.call.slug}/enter")}
    body: dict[str, Any] = {"field_id": scene.views.id, "files": []}
    if path == "/uploads":
        body["files"] = [{"name": "a.jpg", "size": 5, "media_type": "image/jpeg"}]
    if path in {"/uploads", "/files/order"}:
        answer = browser.post(scene.url + path, json=body, headers=headers)
    else:
        form = {**scene.form(title="Stolen"), "key": "k" * 32, "content": "0" * 64, "agreed": "y"}
        answer = browser.post(scene.url + path, data=form, headers=headers)
    assert answer.status_code == 404
    assert (scene.now().title, scene.now().state) == ("Moon", EntryState.draft)


def test_organisers_see_what_was_handed_in_and_of_drafts_only_that_they_are_there(app: Flask) -> None:
    scene = Scene(app)
    organiser = a_person()
    a_membership(organiser, scene.call.id, Role.organiser)
    browser, base = a_browser(app, organiser), f"/en/organise/{scene.call.id}/entries"
    text = browser.get(base).get_data(as_text=True)
    assert scene.entry.code in text
    assert "Moon" not in text
    assert browser.get(f"{base}/{scene.entry.id}").status_code == 404
    assert browser.get(f"{base}/{scene.entry.id}/files/{scene.picture.id}").status_code == 404
    scene.hand_in()
    assert "Moon" in browser.get(base).get_data(as_text=True)
    assert "Light" in browser.get(f"{base}/{scene.entry.id}").get_data(as_text=True)
    link = browser.get(f"{base}/{scene.entry.id}/files/{scene.picture.id}")
    assert link.status_code == 302
    assert "X-Amz-Expires=60" in link.headers["Location"]


@pytest.mark.parametrize("role", [Role.chair, Role.juror, Role.auditor, Role.entrant, None])
def test_no_other_role_sees_the_organisers_pages(app: Flask, role: Role | None) -> None:
    scene = Scene(app)
    scene.hand_in()
    person = a_person()
    if role:
        a_membership(person, scene.call.id, role)
    browser, base = a_browser(app, person), f"/en/organise/{scene.call.id}/entries"
    for url in (base, f"{base}/{scene.entry.id}", f"{base}/{scene.entry.id}/files/{scene.picture.id}"):
        assert browser.get(url).status_code == 404


def test_an_organiser_of_another_call_finds_nothing_through_his_own(app: Flask) -> None:
    scene = Scene(app)
    scene.hand_in()
    person, other = a_person(), a_call()
    a_membership(person, other.id, Role.owner)
    browser, base = a_browser(app, person), f"/en/organise/{other.id}/entries"
    assert browser.get(f"{base}/{scene.entry.id}").status_code == 404
    assert browser.get(f"{base}/{scene.entry.id}/files/{scene.picture.id}").status_code == 404


def test_the_list_of_ones_own_entries(app: Flask) -> None:
    scene = Scene(app)
    a_submitted_entry(scene.call, scene.person, title="Second")
    text = scene.browser.get("/en/entries/").get_data(as_text=True)
    assert "Moon" in text
    assert "Second" in text

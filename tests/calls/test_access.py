"""Who may come to which page of a call: the rows of calls in the matrix role x page."""

from __future__ import annotations

import pytest

from tests.calls.conftest import KINDS, World

ROOMS = ("", "texts", "calendar", "release-rule", "institutions", "categories", "form", "form/new/files", "people")
ACTS = ("publish",)
INSIDE = {"organiser", "owner"}


@pytest.mark.parametrize("kind", KINDS)
def test_only_organisers_come_into_the_rooms(world: World, kind: str) -> None:
    wanted = 200 if kind in INSIDE else 303 if kind == "visitor" else 404
    browser = world.browser(kind)
    assert {room: browser.get(world.url(room)).status_code for room in ROOMS} == dict.fromkeys(ROOMS, wanted)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - INSIDE - {"visitor"}))
def test_nobody_else_can_publish(draft: World, kind: str) -> None:
    browser = draft.browser(kind)
    browser.application.config["WTF_CSRF_ENABLED"] = False
    try:
        assert browser.post(draft.url("publish")).status_code == 404
    finally:
        browser.application.config["WTF_CSRF_ENABLED"] = True


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_sees_a_published_call(world: World, kind: str) -> None:
    browser = world.browser(kind)
    statuses = [browser.get(page).status_code for page in ("/en/calls/", f"/en/calls/{world.call.slug}")]
    assert statuses == [200, 200]


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_there_for_its_organisers_only(draft: World, kind: str) -> None:
    wanted = 200 if kind in INSIDE else 404
    assert draft.browser(kind).get(f"/en/calls/{draft.call.slug}").status_code == wanted


def test_what_is_not_there_looks_like_what_is_not_mine(draft: World) -> None:
    browser = draft.browser("juror")
    mine, nothing = browser.get("/en/calls/canary-slug"), browser.get("/en/calls/no-such-call")
    assert mine.status_code == nothing.status_code == 404
    assert b"canary" not in mine.data.lower().replace(b"/calls/canary-slug", b"")


@pytest.mark.parametrize("page", ["/en/calls/", "/zh/calls/", "/en/organise/"])
@pytest.mark.parametrize("kind", ["visitor", "entrant", "juror", "organiser of another call"])
def test_the_title_of_a_draft_is_on_no_list(draft: World, kind: str, page: str) -> None:
    assert b"Canary title" not in draft.browser(kind).get(page).data


def test_a_row_of_another_call_is_not_there(world: World, draft: World) -> None:
    from competition.calls.queries import categories_of, fields_of, institutions_of

    other = draft.call.id
    rows = [
        f"categories/{categories_of(other)[0].id}",
        f"form/{fields_of(other)[0].id}",
        f"institutions/{institutions_of(other)[0][0].id}",
    ]
    browser = world.browser("owner")
    assert [browser.get(world.url(row)).status_code for row in rows] == [404, 404, 404]

"""What everybody sees of calls."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import clock
from competition.calls import services
from competition.calls.models import Call
from competition.calls.rules import CallState, Part
from competition.errors import NotFound
from competition.people.rules import Invite, Role
from tests.calls.conftest import World, a_world
from tests.factories.calls import a_call, a_category, a_host, a_round
from tests.factories.counting import counted
from tests.factories.people import a_membership, a_person, an_actor, an_institution

HOUR = timedelta(hours=1)


def page_of(client: FlaskClient, call: Call, lang: str = "en") -> str:
    return client.get(f"/{lang}/calls/{call.slug}").get_data(as_text=True)


def test_both_hosts_stand_on_the_page_with_their_own_times(world: World, client: FlaskClient) -> None:
    page = page_of(client, world.call)
    assert [text in page for text in ("House of Diamonds", "上海设计馆", "Antwerp</span>", "Shanghai</span>")] == [
        True
    ] * 4


def test_each_text_carries_its_own_language(world: World, client: FlaskClient) -> None:
    english, chinese = (page_of(client, world.call, lang) for lang in ("en", "zh"))
    title = world.call.title
    assert (f'lang="en">{title["en"]}</h1>' in english, f'lang="zh-Hans">{title["zh"]}</h1>' in chinese) == (True, True)
    assert 'lang="zh-Hans">上海设计馆' in english


def test_a_language_that_the_call_does_not_speak_falls_back(world: World, client: FlaskClient) -> None:
    assert f'lang="en">{world.call.title["en"]}</h1>' in page_of(client, world.call, "nl")


def test_the_jury_is_those_who_accepted_and_agree_to_be_named(world: World, client: FlaskClient) -> None:
    services.invite(an_actor(world.people["owner"]), Invite("m@example.org", Role.juror, world.call.id, {}, "Mei Lan"))
    names = ("Juror", "Chair", "Mei Lan", "Organiser", "Auditor")
    juror = an_actor(world.people["juror"])

    def named() -> list[str]:
        page = page_of(client, world.call)
        return [name for name in names if name in page]

    assert named() == ["Chair"]
    services.agree_to_naming(juror, world.call.id, agrees=True)
    assert named() == ["Juror", "Chair"]
    services.agree_to_naming(juror, world.call.id, agrees=False)
    assert named() == ["Chair"]
    with pytest.raises(NotFound):
        services.agree_to_naming(an_actor(world.people["organiser"]), world.call.id, agrees=True)


def test_each_of_several_rounds_has_its_dates_by_its_name(app: Flask, client: FlaskClient) -> None:
    call = a_call()
    a_round(call)
    words = ("Judging opens", "Final: judging opens", "Final: judging closes")
    assert [one in page_of(client, call) for one in words] == [True, False, False]
    opens = clock.now() + timedelta(days=20)
    a_round(call, position=2, name={"en": "Final"}, opens_at=opens, closes_at=opens + timedelta(days=2))
    assert [one in page_of(client, call) for one in words] == [False, True, True]


def test_partners_are_named_and_linked(world: World, client: FlaskClient) -> None:
    a_host(world.call, an_institution(name={"en": "Maison"}, url="https://example.org"), Part.sponsor, 3)
    assert '<a href="https://example.org" rel="noopener">Maison</a>' in page_of(client, world.call)


def test_the_brief_is_markdown_and_nothing_else(client: FlaskClient, app: Flask) -> None:
    call = a_call(brief={"en": "## Look\n<script>alert(1)</script> ![x](https://e.org/x.png) [a](javascript:b)"})
    page = page_of(client, call)
    assert [text in page for text in ("<h3>Look</h3>", "<script>alert", "<img", 'href="javascript')] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("hours", "words", "may_enter"),
    [
        ((1, 2, 3), "Announced", False),
        ((-1, 1, 2), "Open for entries", True),
        ((-2, -1, 1), "Last minutes", True),
        ((-3, -2, -1), "Entries closed", False),
    ],
)
def test_the_one_act_is_there_while_entries_are_taken(
    client: FlaskClient, hours: tuple[int, int, int], words: str, *, may_enter: bool
) -> None:
    now = clock.now()
    opens, due, closes = hours
    call = a_call(opens_at=now + opens * HOUR, due_at=now + due * HOUR, closes_at=now + closes * HOUR)
    page = page_of(client, call)
    assert (f"<span>{words}</span>" in page, "Enter this call" in page) == (True, may_enter)


def test_the_list_begins_with_what_is_due_soonest(app: Flask, client: FlaskClient) -> None:
    now = clock.now()
    for title, due in (("Past", -5), ("Later", 9), ("Soon", 2), ("Long past", -50)):
        at = now + timedelta(days=due)
        a_call(title={"en": title}, opens_at=at - timedelta(days=90), due_at=at, closes_at=at)
    page = client.get("/en/calls/").get_data(as_text=True)
    titles = ["Soon", "Later", "Past", "Long past"]
    assert sorted(titles, key=lambda title: page.index(f">{title}</a>")) == titles


def test_an_archived_call_is_read_but_not_listed(app: Flask, client: FlaskClient) -> None:
    call = a_call(state=CallState.archived, title={"en": "Of last year"})
    assert ("Of last year" in page_of(client, call), b"Of last year" in client.get("/en/calls/").data) == (True, False)


@pytest.mark.parametrize("number", ["0", "-1", "x", "999999999999"])
def test_nonsense_for_a_page_is_an_answer(world: World, client: FlaskClient, number: str) -> None:
    assert client.get(f"/en/calls/?page={number}").status_code == 200


class TestCaching:
    @pytest.mark.parametrize("page", ["/en/calls/", "/zh/calls/{slug}"])
    def test_a_visitors_browser_keeps_the_page_for_a_minute(self, world: World, client: FlaskClient, page: str) -> None:
        url = page.format(slug=world.call.slug)
        first = client.get(url)
        again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert first.headers["Cache-Control"] == "public, max-age=60"
        assert (again.status_code, again.data, "Content-Security-Policy" in again.headers) == (304, b"", False)
        assert "Set-Cookie" not in first.headers

    def test_a_change_is_another_page(self, world: World, client: FlaskClient) -> None:
        url = f"/en/calls/{world.call.slug}"
        first = client.get(url).headers["ETag"]
        a_category(world.call, 2)
        assert client.get(url, headers={"If-None-Match": first}).status_code == 200

    def test_the_page_of_a_person_is_his_alone(self, world: World) -> None:
        answer = world.browser("juror").get(f"/en/calls/{world.call.slug}")
        assert (answer.headers["Cache-Control"], "ETag" in answer.headers) == ("private, no-store", False)


def test_as_many_queries_for_thirty_rows_as_for_one(app: Flask, client: FlaskClient) -> None:
    world = a_world(app)
    with counted(app) as few:
        client.get(f"/en/calls/{world.call.slug}")
    for position in range(3, 32):
        a_category(world.call, position)
        a_host(world.call, an_institution(), Part.sponsor, position)
        a_membership(a_person(), world.call.id, Role.juror)
    with counted(app) as many:
        client.get(f"/en/calls/{world.call.slug}")
    assert (many.queries, many.fetched_few(30)) == (few.queries, True)


def test_the_list_asks_as_often_for_thirty_calls_as_for_one(app: Flask, client: FlaskClient) -> None:
    world = a_world(app)
    with counted(app) as few:
        client.get("/en/calls/")
    for _ in range(29):
        a_host(a_call(), world.hosts[0])
    with counted(app) as many:
        client.get("/en/calls/")
    assert (many.queries, many.fetched_few(30)) == (few.queries, True)

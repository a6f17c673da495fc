"""The API tells what the public pages tell, and no more."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition.calls.schemas import CallsSchema
from tests.calls.conftest import World, a_world
from tests.factories.calls import a_call, a_host
from tests.factories.counting import counted


def iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def test_a_published_call_is_told(world: World, client: FlaskClient) -> None:
    answer = client.get("/api/v1/calls").get_json()
    told = next(call for call in answer["calls"] if call["slug"] == world.call.slug)
    assert {**told, "summary": None} == {
        "slug": world.call.slug,
        "title": world.call.title,
        "summary": None,
        "languages": ["en", "zh"],
        "time_zone": "Europe/Brussels",
        "opens_at": iso(world.call.opens_at),
        "due_at": iso(world.call.due_at),
        "closes_at": iso(world.call.closes_at),
        "announcement_at": None,
        "phase": "open",
        "hosts": [
            {"name": host.name, "city": host.city, "country": "", "time_zone": host.time_zone, "url": ""}
            for host in world.hosts
        ],
        "url": f"http://127.0.0.1:8000/en/calls/{world.call.slug}",
    }


def test_a_draft_is_not_told_even_to_its_owner(draft: World, client: FlaskClient) -> None:
    answers = [client.get("/api/v1/calls").data, draft.browser("owner").get("/api/v1/calls").data]
    assert [b"anary" in answer for answer in answers] == [False, False]


def test_pages(app: Flask, client: FlaskClient) -> None:
    slugs = {a_call().slug for _ in range(5)}
    pages = [client.get(f"/api/v1/calls?per_page=2&page={page}").get_json() for page in (1, 2, 3, 4)]
    assert [(page["page"], page["pages"], page["total"], len(page["calls"])) for page in pages] == [
        (1, 3, 5, 2),
        (2, 3, 5, 2),
        (3, 3, 5, 1),
        (4, 3, 5, 0),
    ]
    assert {call["slug"] for page in pages for call in page["calls"]} == slugs


@pytest.mark.parametrize(
    ("name", "value"), [("page", "0"), ("page", "x"), ("per_page", "1000"), ("page", "99999999999999999999")]
)
def test_bad_input_is_refused_by_field(client: FlaskClient, name: str, value: str) -> None:
    answer = client.get("/api/v1/calls", query_string={name: value})
    assert (answer.status_code, list(answer.get_json()["values"]["fields"]["query"])) == (422, [name])


def test_what_is_not_there_is_told_in_json(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nothing")
    assert (answer.status_code, answer.get_json()) == (404, {"code": "not_found", "message": None})


def test_it_is_kept_for_a_minute_and_checked_by_etag(world: World, client: FlaskClient) -> None:
    first = client.get("/api/v1/calls")
    again = client.get("/api/v1/calls", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.headers["Cache-Control"], again.status_code, again.data) == ("public, max-age=60", 304, b"")


def test_it_sets_no_cookie(world: World, client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/api/v1/calls").headers


def test_the_answer_is_what_the_description_says(world: World, client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    told = client.get("/api/v1/calls").get_json()
    schemas = described["components"]["schemas"]
    assert CallsSchema().validate(told) == {}
    assert {
        "Calls": set(schemas["Calls"]["properties"]),
        "Call": set(schemas["Call"]["properties"]),
        "Host": set(schemas["Host"]["properties"]),
    } == {"Calls": set(told), "Call": set(told["calls"][0]), "Host": set(told["calls"][0]["hosts"][0])}
    operation = described["paths"]["/api/v1/calls"]["get"]
    assert [one["name"] for one in operation["parameters"]] == ["page", "per_page"]
    assert operation["responses"]["200"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Calls"
    }


def test_as_many_queries_for_thirty_calls_as_for_one(app: Flask, client: FlaskClient) -> None:
    world = a_world(app)
    with counted(app) as few:
        client.get("/api/v1/calls?per_page=100")
    for _ in range(28):
        a_host(a_call(), world.hosts[0])
    with counted(app) as many:
        client.get("/api/v1/calls?per_page=100")
    assert (many.queries, many.fetched_few(30)) == (few.queries, True)

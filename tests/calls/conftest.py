"""A call with two hosts and one person of each kind, for the tests of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition.calls.models import Call
from competition.calls.rules import CallState, FieldKind
from competition.people.models import Institution, Person
from competition.people.rules import Role
from tests.factories.calls import a_call, a_category, a_field, a_host, a_round
from tests.factories.people import a_browser, a_membership, a_person, an_institution

KINDS = ("visitor", "entrant", "juror", "chair", "auditor", "organiser of another call", "organiser", "owner")


@dataclass
class World:
    """A call and those around it."""

    app: Flask
    call: Call
    hosts: list[Institution]
    people: dict[str, Person]

    def browser(self, kind: str) -> FlaskClient:
        """Return the browser of a kind of person."""
        person = self.people.get(kind)
        return a_browser(self.app, person) if person else self.app.test_client()

    def url(self, rest: str = "") -> str:
        """Return the address of one of the call's rooms, in English."""
        return f"/en/organise/{self.call.id}/{rest}"


def a_world(app: Flask, **values: Any) -> World:
    """Add a call, its hosts in Antwerp and Shanghai, a category, two questions, a round, and its people."""
    call = a_call(**values)
    antwerp = an_institution(name={"en": "House of Diamonds"}, city={"en": "Antwerp"}, time_zone="Europe/Brussels")
    shanghai = an_institution(name={"zh": "上海设计馆"}, city={"en": "Shanghai"}, time_zone="Asia/Shanghai")
    for position, host in enumerate((antwerp, shanghai), 1):
        a_host(call, host, position=position)
    a_category(call)
    a_field(call, FieldKind.long_text, 1, options={"most": 500})
    a_field(call, FieldKind.files, 2)
    a_round(call, opens_at=None, closes_at=None)
    people = {kind: a_person(name=kind.title()) for kind in KINDS if kind != "visitor"}
    for role in (Role.entrant, Role.juror, Role.chair, Role.auditor, Role.organiser, Role.owner):
        a_membership(people[str(role)], call.id, role, antwerp if role == Role.owner else None)
    a_membership(people["organiser of another call"], a_call().id, Role.organiser)
    return World(app, call, [antwerp, shanghai], people)


@pytest.fixture
def world(app: Flask) -> World:
    """Return the world around a published call."""
    return a_world(app)


@pytest.fixture
def draft(app: Flask) -> World:
    """Return the world around a draft."""
    return a_world(app, state=CallState.draft, published_at=None, title={"en": "Canary title"}, slug="canary-slug")

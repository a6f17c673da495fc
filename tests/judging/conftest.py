"""A call in judging: a round that sits, a rubric, entries of others, a juror."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Page
from sqlalchemy import select

from competition import db, storage
from competition.actor import Actor
from competition.calls.models import Call, Category, EntryField, Round
from competition.calls.rules import FieldKind
from competition.entries.models import Derivative, Entry, EntryFile
from competition.judging.models import Assignment, Criterion
from competition.people.models import Person
from competition.people.rules import Role
from competition.storage.interface import ObjectHeaders
from tests.factories.calls import a_call, a_category, a_field, a_round
from tests.factories.entries import a_picture, a_submitted_entry
from tests.factories.judging import a_juror, a_rubric, an_assignment
from tests.factories.people import a_membership, a_person, an_actor
from tests.fixtures.live import Live

CACHED = ObjectHeaders("image/webp", "private, max-age=31536000, immutable")


@dataclass
class Room:
    """A jury room as tests need it."""

    call: Call
    category: Category
    pictures: EntryField
    round: Round
    criteria: list[Criterion]
    juror: Person
    organiser: Person
    maker: Person
    entries: list[Entry] = field(default_factory=list)

    def entry(self, **values: Any) -> Entry:
        """Add an entry with one picture, handed in by the maker."""
        entry = a_submitted_entry(self.call, self.maker, self.category, **values)
        a_picture(entry, self.pictures, self.maker)
        self.entries.append(entry)
        return entry

    def laid(self, juror: Person | None = None, **values: Any) -> Assignment:
        """Add an entry that lies before a juror."""
        return an_assignment(self.round, self.entry(), juror or self.juror, **values)

    def marks(self, *points: int) -> dict[str, Any]:
        """Return marks for the criteria in their order."""
        return {criterion.id: point for criterion, point in zip(self.criteria, points, strict=False)}

    @property
    def as_juror(self) -> Actor:
        return an_actor(self.juror)

    @property
    def as_organiser(self) -> Actor:
        return an_actor(self.organiser)


MakeRoom = Callable[..., Room]


def new_room(*, criteria: int = 2, dates: dict[str, Any] | None = None, **rules: Any) -> Room:
    """Return a new jury room; `rules` go to the rubric, `dates` to the round."""
    call = a_call()
    scored = a_round(call, **(dates or {}))
    organiser = a_person(name="Olga Organiser")
    a_membership(organiser, call.id, Role.organiser)
    return Room(
        call=call,
        category=a_category(call, name={"en": "Rings", "zh": "戒指"}),
        pictures=a_field(call, FieldKind.files),
        round=scored,
        criteria=a_rubric(scored, criteria, **rules),
        juror=a_juror(call, name="Judith Juror"),
        organiser=organiser,
        maker=a_person(name="Mara Maker"),
    )


@pytest.fixture
def make_room(app: Flask) -> MakeRoom:
    """Return a maker of jury rooms in the test's own database."""
    return new_room


@pytest.fixture
def room(make_room: MakeRoom) -> Room:
    """Return a jury room with the usual rubric."""
    return make_room()


@pytest.fixture
def hung(live: Live) -> Room:
    """Return a jury room with three entries before the juror, whose pictures hang in the bucket."""
    with live.app.app_context():
        room = new_room()
        for _ in range(3):
            room.laid()
        own = select(EntryFile.id).where(EntryFile.entry_id.in_([entry.id for entry in room.entries]))
        levels = db.session.execute(
            select(Derivative.key, Derivative.width, Derivative.height).where(Derivative.file_id.in_(own))
        ).all()
        for key, width, height in levels:
            storage.bucket().put(key, _picture(width, height), CACHED)
        return room


@cache
def _picture(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(buffer, "WEBP")
    return buffer.getvalue()


@pytest.fixture
def juror(signed_in: Callable[..., Page], hung: Room) -> Page:
    return signed_in(hung.juror)

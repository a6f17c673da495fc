"""Several requests at the very same moment: one receipt, one version, no lost file."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from flask import Flask

from competition import db
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry
from competition.entries.rules import Draft, SlotRequest, SubmitEntry
from competition.entries.rules.drafting import working_content
from competition.entries.rules.receipts import content_digest
from competition.entries.services.access import files_in_order
from competition.errors import DomainError
from competition.mail.models import Letter
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_person, an_actor

pytestmark = pytest.mark.integration

Answer = TypeVar("Answer")
AT_ONCE = 4


def at_once(app: Flask, act: Callable[[int], Answer]) -> list[Answer | str]:
    """Let several threads act together; return what each got, a refusal as its code."""
    db.session.rollback()
    start = Barrier(AT_ONCE)

    def run(number: int) -> Answer | str:
        with app.app_context():
            start.wait()
            try:
                return act(number)
            except DomainError as refusal:
                return refusal.code
            finally:
                db.session.remove()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


class Desk:
    """A complete draft in a call with one question for files."""

    def __init__(self) -> None:
        self.call, person = a_call(), a_person()
        self.views = a_field(self.call, FieldKind.files, 1)
        self.actor = an_actor(person)
        self.entry: Entry = an_entry(self.call, person, title="Moon")
        a_picture(self.entry, self.views, person)
        self.id = self.entry.id
        self.digest = content_digest(working_content(self.entry), files_in_order(self.entry)[1])


def test_one_wish_sent_several_times_at_once_makes_one_receipt_and_one_letter(app: Flask) -> None:
    desk = Desk()
    wish = SubmitEntry("k" * 32, desk.digest)
    ids = at_once(app, lambda _number: services.submit_entry(desk.actor, desk.id, wish).id)
    assert len(set(ids)) == 1
    assert len(queries.receipts_of(desk.id)) == 1
    assert db.session.query(Letter).count() == 1


def test_the_same_entry_handed_in_from_several_tabs_at_once_makes_one_receipt(app: Flask) -> None:
    desk = Desk()
    numbers = at_once(
        app,
        lambda number: str(
            services.submit_entry(desk.actor, desk.id, SubmitEntry(f"{number}" * 32, desk.digest)).number
        ),
    )
    assert sorted(numbers) == ["1", *["entry_already_handed_in"] * (AT_ONCE - 1)]


def test_of_several_saves_of_one_version_one_is_kept_and_the_others_are_told(app: Flask) -> None:
    desk = Desk()

    def save(number: int) -> str:
        draft = Draft(version=1, title=f"Moon {number}")
        return str(services.save_draft(desk.actor, desk.id, draft).version)

    assert sorted(at_once(app, save)) == ["2", *["entry_stale"] * (AT_ONCE - 1)]


def test_no_question_gets_more_files_than_it_takes_however_they_come(app: Flask) -> None:
    desk = Desk()
    wanted = SlotRequest(desk.views.id, "a.jpg", 5, "image/jpeg")
    for _ in range(3):
        services.open_slot(desk.actor, desk.id, wanted)
    opened = at_once(app, lambda _number: services.open_slot(desk.actor, desk.id, wanted).state.value)
    assert sorted(opened) == ["upload_too_many_files", "upload_too_many_files", "uploading", "uploading"]

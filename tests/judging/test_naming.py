"""Whether a juror is named to everybody: chosen with the pledge, and changed at any time."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from competition import db
from competition.audit import AuditEvent
from competition.calls.models import JurorNaming
from competition.calls.queries.jury import named_jurors
from competition.judging import services
from tests.factories.judging import a_juror
from tests.factories.people import a_browser
from tests.factories.web import post
from tests.judging.conftest import Room

pytestmark = pytest.mark.integration

PLEDGE = {"keeps_confidence": "y", "keeps_conduct": "y", "has_interests": "none"}


def named(room: Room) -> list[str]:
    db.session.rollback()
    return [one.name for one in named_jurors(room.call.id)]


def log(room: Room) -> list[str]:
    return list(db.session.scalars(select(AuditEvent.kind).where(AuditEvent.chain == room.call.id)))


def test_who_agrees_with_his_pledge_is_named_until_he_takes_it_back(app: Flask, room: Room) -> None:
    newcomer = a_juror(room.call, pledged=False, name="Nora Named")
    browser, jury = a_browser(app, newcomer), f"/en/jury/{room.call.id}"
    assert named(room) == []
    post(browser, f"{jury}/pledge", {**PLEDGE, "may_be_named": "y"})
    assert named(room) == ["Nora Named"]
    assert re.search(
        r'<input(?=[^>]*name="agrees")(?=[^>]* checked)', browser.get(f"{jury}/naming").get_data(as_text=True)
    )
    assert post(browser, f"{jury}/naming", {}).location == f"{jury}/"
    assert (named(room), log(room).count("juror.naming")) == ([], 2)


def test_a_pledge_alone_names_nobody(app: Flask, room: Room) -> None:
    newcomer = a_juror(room.call, pledged=False, name="Nora Named")
    browser, jury = a_browser(app, newcomer), f"/en/jury/{room.call.id}"
    post(browser, f"{jury}/pledge", PLEDGE)
    assert named(room) == []
    post(browser, f"{jury}/naming", {"agrees": "y"})
    assert named(room) == ["Nora Named"]


def test_an_agreement_to_other_words_names_nobody(room: Room) -> None:
    services.agree_to_naming(room.as_juror, room.call.id, agrees=True)
    assert named(room) == ["Judith Juror"]
    with db.transaction() as session:
        session.get_one(JurorNaming, (room.call.id, room.juror.id)).text_version = 0
    assert named(room) == []

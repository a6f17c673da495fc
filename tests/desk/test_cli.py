"""`flask audit verify` from outside."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from competition import audit, clock, db
from competition.actor import Actor
from competition.audit import AuditEvent

pytestmark = pytest.mark.integration


def record() -> None:
    """Record one event on the platform's chain."""
    with db.transaction():
        audit.record(Actor(at=clock.now()), "thing.changed", "thing:1")


def test_whole_chains_are_counted(app: Flask) -> None:
    record()
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (done.exit_code, done.output) == (0, "platform: 1 events, whole\n")


def test_a_break_ends_with_one_and_names_its_place(app: Flask) -> None:
    record()
    with db.transaction() as session:
        session.execute(update(AuditEvent).values(kind="thing.invented"))
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (done.exit_code, done.output) == (1, "platform: broken at event 1: the event was changed\n")


def test_one_call_is_verified_alone(app: Flask) -> None:
    record()
    done = app.test_cli_runner().invoke(args=["audit", "verify", "--call", "nowhere"])
    assert (done.exit_code, done.output) == (0, "nowhere: 0 events, whole\n")

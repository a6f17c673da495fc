"""The chain holds, and the first break is found."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from competition import audit, clock, db
from competition.actor import Actor
from competition.audit import AuditChain, AuditDetail, AuditEvent

pytestmark = pytest.mark.integration
CALL = "callcallcallcallcallcallca"


def record(count: int, chain: str = CALL) -> None:
    """Record that many events, each in a verb of its own."""
    actor = Actor(at=clock.now())
    for number in range(count):
        with db.transaction():
            audit.record(actor, "thing.changed", f"thing:{number}", chain=chain, before=None, after=number)


def test_an_untouched_chain_holds(app: Flask) -> None:
    record(3)
    assert (audit.chains(), audit.verify(CALL), audit.head_of(CALL)[0]) == ([CALL], None, 3)


def test_a_verb_that_fails_leaves_no_event(app: Flask) -> None:
    with pytest.raises(ZeroDivisionError), db.transaction():
        audit.record(Actor(at=clock.now()), "thing.changed", "thing:1", chain=CALL)
        raise ZeroDivisionError
    assert audit.head_of(CALL) == (0, audit.START)


def test_a_changed_event_is_found(app: Flask) -> None:
    record(3)
    with db.transaction() as session:
        session.execute(update(AuditEvent).where(AuditEvent.number == 2).values(kind="thing.invented"))
    assert audit.verify(CALL) == audit.Break(CALL, 2, "the event was changed")


def test_a_changed_detail_is_found_and_an_erased_one_is_no_break(app: Flask) -> None:
    record(3)
    events = list(db.session.scalars(select(AuditEvent.id).order_by(AuditEvent.number)))
    with db.transaction() as session:
        session.execute(delete(AuditDetail).where(AuditDetail.event_id == events[0]))
    assert audit.verify(CALL) is None
    with db.transaction() as session:
        session.execute(update(AuditDetail).where(AuditDetail.event_id == events[2]).values(detail={"after": 9}))
    assert audit.verify(CALL) == audit.Break(CALL, 3, "the detail was changed")


@pytest.mark.parametrize(
    ("number", "expected"), [(2, (2, "an event is missing")), (3, (3, "events are missing at the end"))]
)
def test_a_missing_event_is_found(app: Flask, number: int, expected: tuple[int, str]) -> None:
    record(3)
    lost = db.session.scalars(select(AuditEvent.id).where(AuditEvent.number == number)).one()
    with db.transaction() as session:
        session.execute(delete(AuditDetail).where(AuditDetail.event_id == lost))
        session.execute(delete(AuditEvent).where(AuditEvent.id == lost))
    assert audit.verify(CALL) == audit.Break(CALL, *expected)


def test_a_whole_chain_that_was_removed_is_found_by_its_head(app: Flask) -> None:
    record(1)
    with db.transaction() as session:
        session.execute(delete(AuditDetail))
        session.execute(delete(AuditEvent))
    assert (db.session.get_one(AuditChain, CALL).length, audit.verify(CALL)) == (
        1,
        audit.Break(CALL, 1, "events are missing at the end"),
    )


def test_events_of_two_threads_make_one_chain(app: Flask) -> None:
    def write() -> None:
        with app.app_context():
            record(5)

    record(1)
    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert (audit.head_of(CALL)[0], audit.verify(CALL)) == (16, None)

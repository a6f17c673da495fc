"""Jobs: claimed once, tried again, parked, never lost with a dead worker."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from competition import db
from competition.queueing import services
from competition.queueing.models import Job, JobState
from competition.queueing.services import MOST_ATTEMPTS
from competition.storage.interface import StorageUnavailable

pytestmark = pytest.mark.integration
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def ran(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the handlers `test.note` and `test.fail` were called with."""
    notes: list[str] = []
    handlers: dict[str, Callable[..., None]] = app.extensions["facet_queue"].handlers

    def note(word: str) -> None:
        notes.append(word)

    def fail(word: str) -> None:
        notes.append(word)
        raise RuntimeError(word)

    monkeypatch.setitem(handlers, "test.note", note)
    monkeypatch.setitem(handlers, "test.fail", fail)
    return notes


def schedule(name: str, **options: object) -> str:
    """Schedule a job in a verb of its own."""
    with db.transaction():
        return services.schedule(name, **options)  # type: ignore[arg-type]  # options are as in `schedule`


def job(job_id: str) -> Job:
    """Return a job as it is stored now."""
    db.session.rollback()
    return db.session.get_one(Job, job_id, populate_existing=True)


def test_a_job_runs_once(ran: list[str]) -> None:
    job_id = schedule("test.note", word="a")
    assert [services.run(job_id), services.run(job_id), ran, job(job_id).state] == [True, False, ["a"], JobState.done]


def test_a_job_of_a_verb_that_failed_does_not_exist(ran: list[str]) -> None:
    with pytest.raises(ZeroDivisionError), db.transaction():
        services.schedule("test.note", word="a")
        raise ZeroDivisionError
    assert list(db.session.scalars(select(Job.id))) == []


def test_a_key_makes_one_job(ran: list[str]) -> None:
    assert schedule("test.note", key="k", word="a") == schedule("test.note", key="k", word="a")


def test_a_job_is_not_run_before_its_time(ran: list[str]) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        job_id = schedule("test.note", due_at=NOON + timedelta(seconds=1), word="a")
        assert (services.run(job_id), services.due_jobs()) == (False, [])
        time.shift(1)
        assert (services.due_jobs(), services.run(job_id), ran) == ([job_id], True, ["a"])


def test_a_failing_job_waits_longer_each_time_and_is_parked_in_the_end(ran: list[str]) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        job_id = schedule("test.fail", word="a")
        services.run(job_id)
        assert (job(job_id).state, job(job_id).due_at) == (JobState.waiting, NOON + timedelta(seconds=2))
        for _ in range(MOST_ATTEMPTS):
            time.shift(3600)
            services.run(job_id)
    assert (job(job_id).state, len(ran), job(job_id).fault) == (JobState.parked, MOST_ATTEMPTS, "RuntimeError('a')")


def test_the_job_of_a_dead_worker_is_claimed_when_its_lease_has_run_out(ran: list[str]) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        job_id = schedule("test.note", word="a")
        with db.transaction() as session:
            dead = {"state": JobState.running, "lease": "dead", "leased_until": NOON + timedelta(seconds=60)}
            session.execute(update(Job).values(**dead))
        assert (services.run(job_id), services.due_jobs()) == (False, [])
        time.shift(60)
        assert (services.due_jobs(), services.run(job_id), ran) == ([job_id], True, ["a"])


def test_a_job_that_kills_each_worker_is_parked_and_what_follows_is_told(
    ran: list[str], app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        app.extensions["facet_queue"].handlers, "test.note.parked", lambda word: ran.append(f"no {word}")
    )
    with time_machine.travel(NOON, tick=False) as time:
        job_id = schedule("test.note", word="a")
        with db.transaction() as session:
            dead = {"state": JobState.running, "lease": "dead", "leased_until": NOON, "attempts": MOST_ATTEMPTS}
            session.execute(update(Job).values(**dead))
        time.shift(1)
        assert (services.run(job_id), ran, job(job_id).state) == (True, [], JobState.parked)
        services.run_due()
    assert ran == ["no a"]


def test_a_job_that_waits_for_something_that_is_down_is_never_parked(
    ran: list[str], app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait(word: str) -> None:
        ran.append(word)
        raise StorageUnavailable(word)

    monkeypatch.setitem(app.extensions["facet_queue"].handlers, "test.wait", wait)
    with time_machine.travel(NOON, tick=False) as time:
        job_id = schedule("test.wait", word="a")
        for _ in range(3 * MOST_ATTEMPTS):
            time.shift(3600)
            services.run(job_id)
    assert (job(job_id).state, len(ran)) == (JobState.waiting, 3 * MOST_ATTEMPTS)


def test_a_waiting_job_can_be_taken_back(ran: list[str]) -> None:
    schedule("test.note", key="k", word="a")
    with db.transaction():
        assert (services.cancel("k"), services.cancel("k")) == (True, False)
    assert services.run_due() == 0


def test_an_unknown_name_is_refused_at_once(app: Flask) -> None:
    with pytest.raises(LookupError):
        schedule("test.unknown")


def test_one_key_at_one_moment_makes_one_job(ran: list[str], app: Flask) -> None:
    barrier, faults = threading.Barrier(2, timeout=20), []

    def write() -> None:
        try:
            with app.app_context():
                barrier.wait()
                schedule("test.note", key="k", word="a")
        except BaseException as fault:  # noqa: BLE001 - handed to the test's own thread
            faults.append(fault)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (faults, services.run_due(), ran) == ([], 1, ["a"])

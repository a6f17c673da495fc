"""Schedule, claim, run and sweep jobs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask import Flask, current_app
from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.orm import Session

from competition import clock, db
from competition.queueing.interface import Bell
from competition.queueing.models import Job, JobState

MOST_ATTEMPTS = 8
LONGEST_WAIT = timedelta(hours=1)
SWEEP_MOST = 200

Handler = Callable[..., None]

log = structlog.get_logger(__name__)


class _State:
    """What `init_app` attaches to an application: its handlers, its bell and the length of a lease."""

    def __init__(self, handlers: dict[str, Handler], bell: Bell, lease: timedelta) -> None:
        self.handlers = handlers
        self.bell = bell
        self.lease = lease


def init_app(app: Flask, *, handlers: dict[str, Handler], bell: Bell, lease: timedelta) -> None:
    """Attach the one table of handlers, `{job name: function}`, and the bell."""
    app.extensions["facet_queue"] = _State(handlers, bell, lease)


def schedule(name: str, *, due_at: datetime | None = None, key: str | None = None, **arguments: Any) -> str:
    """Add a job to the running transaction and ring for it after the commit; return its id.

    With a `key`, a job that is already there under it is kept, and its id is returned.
    """
    state = _state()
    if name not in state.handlers:
        message = f"no handler for the job {name!r}"
        raise LookupError(message)
    now = clock.now()
    job_id, due = db.new_id(), due_at or now
    if not db.insert_once(Job, id=job_id, name=name, arguments=arguments, key=key, due_at=due, created_at=now):
        return db.session.scalars(select(Job.id).where(Job.key == key)).one()
    db.after_commit(lambda: state.bell.ring(job_id, due))
    return job_id


def cancel(key: str) -> bool:
    """Take back the waiting job of that key, inside the running transaction; return whether there was one."""
    job = db.session.scalar(select(Job).where(Job.key == key, Job.state == JobState.waiting).with_for_update())
    if job is None:
        return False
    db.session.delete(job)
    db.session.flush()
    return True


def run(job_id: str) -> bool:
    """Claim the job if it is due and free, run its handler, store the outcome; return whether it was claimed."""
    state = _state()
    lease = db.new_id()
    claimed = _claim(job_id, lease, state.lease)
    if claimed is None:
        return False
    name, arguments, attempts = claimed
    if attempts > MOST_ATTEMPTS:  # No handler told of a fault: each time its worker went down with it.
        _park(job_id, lease, "its worker died each time")
        return True
    try:
        with _kept(job_id, lease, state.lease):
            state.handlers[name](**arguments)
    except Exception as fault:
        log.warning("job failed", job=name, job_id=job_id, exc_info=True)
        db.session.rollback()
        _postpone(job_id, lease, fault)
    else:
        _finish(job_id, lease)
    return True


def due_jobs() -> list[str]:
    """Return ids of jobs that wait past their time or whose lease ran out, oldest first."""
    db.session.rollback()  # A reading that is open still sees what was there before.
    now = clock.now()
    free = or_(
        (Job.state == JobState.waiting) & (Job.due_at <= now),
        (Job.state == JobState.running) & (Job.leased_until <= now),
    )
    found = list(db.session.scalars(select(Job.id).where(free).order_by(Job.due_at, Job.id).limit(SWEEP_MOST)))
    db.session.rollback()
    return found


def run_due(limit: int = 1000) -> int:
    """Run all that is due in this thread, including what the jobs themselves schedule; return how many ran."""
    count = 0
    while count < limit and (ids := due_jobs()):
        count += sum(run(job_id) for job_id in ids)
    return count


def _claim(job_id: str, lease: str, length: timedelta) -> tuple[str, dict[str, Any], int] | None:
    db.session.rollback()  # A reading that is open still sees what was there before.
    now = clock.now()
    free = or_(Job.state == JobState.waiting, (Job.state == JobState.running) & (Job.leased_until <= now))
    statement = (
        update(Job)
        .where(Job.id == job_id, Job.due_at <= now, free)
        .values(state=JobState.running, lease=lease, leased_until=now + length, attempts=Job.attempts + 1)
        .returning(Job.name, Job.arguments, Job.attempts)
        .execution_options(synchronize_session=False)
    )
    with db.transaction() as session:
        row = session.execute(statement).first()
    return (row.name, row.arguments, row.attempts) if row else None


def _finish(job_id: str, lease: str) -> None:
    now = clock.now()
    with db.transaction() as session:
        _close(session, job_id, lease, state=JobState.done, finished_at=now, fault=None)


def _postpone(job_id: str, lease: str, fault: Exception) -> None:
    """Let a job wait longer each time; in the end it is parked, unless it waits for something that is down."""
    attempts = db.session.scalar(select(Job.attempts).where(Job.id == job_id)) or 0
    if getattr(fault, "is_temporary", False):
        attempts = min(attempts, MOST_ATTEMPTS - 1)
    if attempts >= MOST_ATTEMPTS:
        _park(job_id, lease, repr(fault))
        return
    now, wait = clock.now(), min(timedelta(seconds=2**attempts), LONGEST_WAIT)
    values = {"state": JobState.waiting, "due_at": now + wait, "attempts": attempts, "fault": repr(fault)[:2000]}
    with db.transaction() as session:
        _close(session, job_id, lease, **values)


def _park(job_id: str, lease: str, fault: str) -> None:
    """Try a job no more; where there is a job `NAME.parked`, it tells those who wait."""
    with db.transaction() as session:
        if not _close(session, job_id, lease, state=JobState.parked, fault=fault[:2000]):
            return
        job = session.get_one(Job, job_id, populate_existing=True)
        follows = f"{job.name}.parked"
        if follows in _state().handlers:
            schedule(follows, key=f"parked:{job_id}", **job.arguments)


def _close(session: Session, job_id: str, lease: str, **values: Any) -> bool:
    # The lease is named, so that a worker which slept past it cannot overwrite its successor's outcome.
    statement = update(Job).where(Job.id == job_id, Job.lease == lease).values(lease=None, leased_until=None, **values)
    result = session.execute(statement.execution_options(synchronize_session=False))
    is_lost = isinstance(result, CursorResult) and result.rowcount == 0
    if is_lost:
        log.warning("lease was lost", job_id=job_id)
    return not is_lost


@contextmanager
def _kept(job_id: str, lease: str, length: timedelta) -> Iterator[None]:
    """Renew the lease from a thread while a handler runs, three times per length."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way to hand an app to a thread
    stop = threading.Event()
    thread = threading.Thread(target=_renew, args=(app, job_id, lease, length, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _renew(app: Flask, job_id: str, lease: str, length: timedelta, stop: threading.Event) -> None:
    while not stop.wait(length.total_seconds() / 3):
        with app.app_context(), db.transaction() as session:
            until = clock.now() + length
            session.execute(update(Job).where(Job.id == job_id, Job.lease == lease).values(leased_until=until))


def _state() -> _State:
    state: _State = current_app.extensions["facet_queue"]
    return state

"""The real bell: huey on SQLite when alone, on Redis when `REDIS_URL` is set; and the worker's loop."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey
from huey.consumer import Consumer

from competition import clock
from competition.queueing import services
from config import Settings

SWEEP_SECONDS = 2.0


class HueyBell:
    """Carries wake-ups through huey; connects at the first ring, not at import or start."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._huey: Huey | None = None
        self._task: Any = None
        self.app: Flask | None = None

    @property
    def huey(self) -> Huey:
        """Return the queue, made at its first use."""
        with self._lock:
            if self._huey is None:
                self._huey = self._open()
                self._task = self._huey.task(name="run_job")(self._run)
            return self._huey

    def ring(self, job_id: str, due_at: datetime) -> None:
        """Enqueue the wake-up. A carrier that is down must not fail a verb that has committed."""
        try:
            huey = self.huey
            eta = None if due_at <= clock.now() else due_at.astimezone(UTC).replace(tzinfo=None)
            huey.enqueue(self._task.s(job_id) if eta is None else self._task.s(job_id, eta=eta))
        except Exception:
            logging.getLogger(__name__).exception("the bell is down; the sweep will find job %s", job_id)

    def is_up(self) -> bool:
        """Tell whether the carrier answers."""
        try:
            self.huey.pending_count()
        except Exception:  # noqa: BLE001 - any fault of the carrier means it is down
            return False
        return True

    def _open(self) -> Huey:
        if self._settings.redis_url:
            return RedisHuey("facet", url=self._settings.redis_url, results=False, utc=True)
        self._settings.var_dir.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("facet", filename=str(self._settings.var_dir / "queue.sqlite3"), results=False, utc=True)

    def _run(self, job_id: str) -> None:
        if self.app is None:
            message = "this bell has no application to run jobs in"
            raise RuntimeError(message)
        with self.app.app_context():
            services.run(job_id)


def work(app: Flask, bell: HueyBell, *, threads: int = 2) -> None:
    """Run the worker until SIGINT or SIGTERM: huey's consumer, and a sweep for rows nobody rang for."""
    bell.app = app
    stop = threading.Event()
    sweeper = threading.Thread(target=_sweep, args=(app, bell, stop), daemon=True)
    sweeper.start()
    try:
        Consumer(bell.huey, workers=threads, periodic=False, initial_delay=0.1, max_delay=0.5).run()
    finally:
        stop.set()
        sweeper.join(timeout=5)


def _sweep(app: Flask, bell: HueyBell, stop: threading.Event) -> None:
    rung: set[str] = set()
    while not stop.wait(SWEEP_SECONDS):
        try:
            with app.app_context():
                due = services.due_jobs()
        except Exception:
            logging.getLogger(__name__).exception("the sweep failed; it tries again")
            continue
        # A job that is queued already need not be rung each time; it is rung again at every second sweep.
        for job_id in due:
            if job_id not in rung:
                bell.ring(job_id, clock.now())
        rung = set(due) - rung

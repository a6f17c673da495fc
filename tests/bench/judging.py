"""Print how much slower a juror's wall and an entry's page are among 10,000 entries and sixty jurors than among 100.

Also how many times longer a save of marks takes than Flask with a bare UPDATE and its commit on the same database.
"""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sqla
from flask import Flask, redirect
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

from competition import db
from tests.bench.houses import houses
from tests.factories.counting import counted
from tests.factories.many import many_works
from tests.factories.people import a_browser
from tests.factories.web import token_on
from tests.judging.conftest import Room, new_room

FEW, SOME, MANY, JURORS = 100, 1_000, 10_000, 60
RUNS, SAVES = 40, 300


@dataclass(frozen=True)
class Sitting:
    """A round of so many entries, and its juror at work."""

    room: Room
    browser: FlaskClient
    laid: list[str]

    @property
    def pages(self) -> dict[str, str]:
        wall = f"/en/jury/{self.room.call.id}/"
        return {"wall": wall, "entry": f"{wall}entries/{self.laid[7]}"}


def a_sitting(app: Flask, number: int) -> Sitting:
    room = new_room(criteria=5)
    laid = many_works(room, number, JURORS)
    return Sitting(room, a_browser(app, room.juror), laid)


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where `TEST_DATABASE_URL` names one."""
    with tempfile.TemporaryDirectory() as folder:
        for name, app in houses(Path(folder)):
            sittings = {number: a_sitting(app, number) for number in (FEW, SOME, MANY)}
            for page in ("wall", "entry"):
                print(f"{name}_{page}_queries", *_queries(app, sittings, page))
                for number in (SOME, MANY):
                    print(f"{name}_{page}_{number}", round(_slower(sittings[number], sittings[FEW], page), 3))
            print(f"{name}_save", round(_save_beside_bare(sittings[FEW]), 3))


def _queries(app: Flask, sittings: dict[int, Sitting], page: str) -> list[int]:
    """Return by how many queries the pages differ at most: 0 where all ask alike."""
    asked = []
    for sitting in sittings.values():
        with counted(app) as count:
            assert sitting.browser.get(sitting.pages[page]).status_code == 200
        asked.append(count.queries)
    return [max(asked) - min(asked)]


def _slower(large: Sitting, small: Sitting, page: str) -> float:
    def ask(sitting: Sitting) -> Callable[[], object]:
        return lambda: sitting.browser.get(sitting.pages[page])

    least = _least(ask(large), ask(small), runs=RUNS)
    return least[0] / least[1]


def _save_beside_bare(sitting: Sitting) -> float:
    """Return how many times longer a save of five marks takes (version, log and all) than Flask with a bare UPDATE."""
    path, criteria = sitting.pages["entry"], [criterion.id for criterion in sitting.room.criteria]
    bare = _bare_flask().test_client()
    version, token = 0, token_on(sitting.browser, path)

    def save() -> None:
        nonlocal version
        marks = {criterion: str(version % 5 + 1) for criterion in criteria}
        answer = sitting.browser.post(
            path, data={"csrf_token": token, "version": version, **marks}, headers={"Accept": "application/json"}
        )
        version = answer.get_json()["version"]

    times = _least(save, lambda: bare.post("/"), runs=SAVES)
    return times[0] / times[1]


def _bare_flask() -> Flask:
    """Return an application that can do one thing: POST, one UPDATE by key, commit, 302."""
    app, engine = Flask("bare"), db.sa.engine

    @app.post("/")
    def update() -> Response:
        with engine.begin() as connection:
            connection.execute(sqla.text("UPDATE audit_chain SET length = length WHERE name = 'platform'"))
        return redirect("/")

    return app


def _least(*works: Callable[[], object], runs: int) -> list[float]:
    """Return the least time of each work in seconds, taking turns."""
    least = [math.inf] * len(works)
    for _ in range(runs):
        for at, work in enumerate(works):
            began = time.perf_counter()
            work()
            least[at] = min(least[at], time.perf_counter() - began)
    return least


if __name__ == "__main__":
    main()

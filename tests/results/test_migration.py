"""What was decided and published by categories before honours had names is theirs afterwards, and again if undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sqla
from flask import Flask
from flask_migrate import downgrade, upgrade
from pydantic import SecretStr

from competition import db
from competition.app import create_app
from competition.queueing.interface import SilentBell
from config import Settings

pytestmark = pytest.mark.integration

NOW = "2026-05-04 10:00:00.000000"
# One row of each, in the order of their foreign keys; all are called x.
ROWS: dict[str, dict[str, object]] = {
    "person": {},
    "call": {},
    "category": {"position": 3},
    "round": {},
    "scoring_run": {},
    "entry": {},
    "release": {},
    "decision": {"outcome": "winner", "entry_id": "x"},
    "published_award": {"category": '{"en": "Rings"}'},
    "published_work": {},
}


@pytest.fixture
def old_app(tmp_path: Path) -> Iterator[Flask]:
    """Return an application on SQLite as it was before this revision, with a published award."""
    settings = Settings(
        _env_file=None,
        secret_key=SecretStr("x" * 64),
        database_url=f"sqlite:///{tmp_path / 'old.sqlite3'}",
        s3_endpoint="http://127.0.0.1:1",
        s3_access_key="key",
        s3_secret_key=SecretStr("secret"),
        var_dir=tmp_path,
    )  # type: ignore[call-arg]  # `_env_file` is pydantic-settings' own
    app = create_app(settings, bell=SilentBell())
    with app.app_context():
        upgrade(revision="0001")
        with db.sa.engine.begin() as connection:
            _fill(connection)
        yield app
        db.session.remove()
        db.sa.engine.dispose()


def _fill(connection: sqla.Connection) -> None:
    """Put in what the move looks at; other columns hold anything that fits."""
    for table, row in ROWS.items():
        columns = sqla.inspect(connection).get_columns(table)
        values = {one["name"]: _anything(one["name"], one["type"]) for one in columns if not one["nullable"]} | row
        into = sqla.table(table, *(sqla.column(name) for name in values))
        connection.execute(into.insert().values(**values))


def _anything(name: str, kind: object) -> object:
    if name.endswith("_at"):
        return NOW
    return {"JSON": "[]", "BOOLEAN": 0, "INTEGER": 1, "BIGINT": 1}.get(str(kind), "x")


def _rows(query: str) -> list[tuple[object, ...]]:
    with db.sa.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sqla.text(query))]


def test_categories_become_honours_and_back(old_app: Flask) -> None:
    upgrade()
    honours = _rows("SELECT call_id, position, kind, name, category_id, most, may_join FROM honour")
    assert honours == [("x", 3, "category", "{}", "x", 1, 0)]
    decided = _rows("SELECT d.outcome, d.entry_id, h.category_id FROM decision d JOIN honour h ON h.id = d.honour_id")
    assert decided == [("winner", "x", "x")]
    frozen = _rows("SELECT kind, name, giver, prize FROM published_award")
    assert frozen == [("category", '{"en": "Rings"}', "{}", "{}")]
    assert _rows("SELECT award_id, work_id FROM published_recipient") == [("x", "x")]
    downgrade(revision="0001")
    assert _rows("SELECT category_id, entry_id FROM decision") == [("x", "x")]
    assert _rows("SELECT award_id FROM published_work") == [("x",)]
    assert _rows("SELECT category FROM published_award") == [('{"en": "Rings"}',)]

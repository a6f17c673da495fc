"""How much a piece of work asks of the database: statements, and rows that came back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine.cursor import CursorFetchStrategy

from competition import db

LEAST_ROWS = 40
ROWS_PER_SHOWN = 5


@dataclass
class Count:
    """What was counted: the SELECTs in their order, and how many rows were fetched."""

    statements: list[str] = field(default_factory=list)
    rows: int = 0

    @property
    def queries(self) -> int:
        """Return how many SELECTs there were."""
        return len(self.statements)

    def fetched_few(self, shown: int) -> bool:
        """Tell whether no more rows were fetched than a page that shows so many may ask for."""
        return self.rows <= ROWS_PER_SHOWN * shown + LEAST_ROWS


@contextmanager
def counted(app: Flask) -> Iterator[Count]:
    """Count the SELECTs of what runs inside, and the rows that they return."""
    with app.app_context():
        engine = db.sa.engine
    count = Count()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            count.statements.append(statement)

    event.listen(engine, "after_cursor_execute", note)
    try:
        with _fetches_counted(count):
            yield count
    finally:
        event.remove(engine, "after_cursor_execute", note)


@contextmanager
def _fetches_counted(count: Count) -> Iterator[None]:
    """SQLAlchemy tells of statements, not of rows: so the one place that fetches them is watched."""
    fetch_all, fetch_one = CursorFetchStrategy.fetchall, CursorFetchStrategy.fetchone

    def all_of(self: Any, *arguments: Any) -> Any:
        rows = fetch_all(self, *arguments)
        count.rows += len(rows)
        return rows

    def one_of(self: Any, *arguments: Any) -> Any:
        row = fetch_one(self, *arguments)
        count.rows += row is not None
        return row

    with patch.multiple(CursorFetchStrategy, fetchall=all_of, fetchone=one_of):
        yield

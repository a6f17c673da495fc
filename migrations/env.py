"""Alembic's environment: the application's engine and all its tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from competition import db


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column types as what they are in the database: a migration must not need the code of its day."""
    if kind == "type" and isinstance(item, db.UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.JSON):
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")'
    return False


@contextmanager
def _keys_looked_at_afterwards(connection: sa.Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        raw.execute("PRAGMA foreign_keys = ON")
    if broken:
        message = f"rows whose foreign key leads nowhere after the migration: {broken[:10]}"
        raise RuntimeError(message)


def run() -> None:
    """Run the migrations on the application's database; batch mode, since SQLite cannot alter a table.

    A batch drops the table that it has copied, on which others lean: SQLite looks at foreign keys afterwards, all of
    them, and not meanwhile.
    """
    with db.sa.engine.connect() as connection, _keys_looked_at_afterwards(connection):
        context.configure(
            connection=connection,
            target_metadata=db.Base.metadata,
            compare_type=True,
            render_as_batch=True,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()


run()

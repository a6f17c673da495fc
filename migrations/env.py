"""Alembic's environment: the application's engine and all its tables."""

from __future__ import annotations

from alembic import context

from competition import db


def run() -> None:
    """Run the migrations on the application's database; batch mode, since SQLite cannot alter a table."""
    with db.sa.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.Base.metadata,
            compare_type=True,
            render_as_batch=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()

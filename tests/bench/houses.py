"""Applications for measuring, each on an empty database: SQLite, and PostgreSQL where `TEST_DATABASE_URL` names one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sqla
import structlog
from flask import Flask
from pydantic import SecretStr

from competition import db
from competition.app import create_app
from competition.mail.interface import MemoryPost
from competition.queueing.interface import SilentBell
from config import Settings
from tests.factories.web import Browser


def houses(folder: Path) -> Iterator[tuple[str, Flask]]:
    """Yield name and application one after the other, each inside its context."""
    with _house(f"sqlite:///{folder}/bench.sqlite3", folder) as app:
        yield "sqlite", app
    server = os.environ.get("TEST_DATABASE_URL")
    if server:
        with _new_database(server) as url, _house(url, folder) as app:
            yield "postgresql", app


@contextmanager
def _new_database(server: str) -> Iterator[str]:
    name = f"facet_bench_{os.getpid()}"
    admin = sqla.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sqla.text(f"CREATE DATABASE {name}"))
    try:
        yield sqla.make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(sqla.text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def _house(url: str, folder: Path) -> Iterator[Flask]:
    settings = Settings(
        _env_file=None, secret_key=SecretStr("x" * 64), base_url="http://127.0.0.1:8000", database_url=url,
        s3_endpoint="http://127.0.0.1:1", s3_access_key="key", s3_secret_key=SecretStr("secret"), var_dir=folder,
    )  # type: ignore[call-arg]  # fmt: skip
    app = create_app(settings, bell=SilentBell(), post=MemoryPost())
    app.test_client_class = Browser
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # What is printed here is figures.
    with app.app_context():
        db.Base.metadata.create_all(db.sa.engine)
        yield app
        db.session.remove()
        db.sa.engine.dispose()

"""Fixtures that every test may use: settings, an application on a real database, a bucket, an acting person."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sqla
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from competition import db
from competition.app import create_app
from competition.mail.interface import MemoryPost
from competition.queueing.interface import SilentBell
from config import Settings
from tests.factories.web import Browser

pytest_plugins = [
    "tests.fixtures.bucket",
    "tests.fixtures.scanner",
    "tests.fixtures.live",
    "tests.fixtures.demo",
    "tests.fixtures.stages",
]

TEST_DATABASE = os.environ.get("FACET_TEST_DATABASE", "sqlite")
POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")


@pytest.fixture(scope="session")
def worker_name() -> str:
    """Return the name of this test worker: `gw0`, `gw1` …, or `main`."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return this worker's folder for state."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def database_url(var_dir: Path, worker_name: str) -> Iterator[str]:
    """Return the address of this worker's own, empty database."""
    if TEST_DATABASE == "sqlite":
        yield f"sqlite:///{var_dir / 'facet.sqlite3'}"
        return
    name = f"facet_test_{worker_name}_{os.getpid()}"
    admin = sqla.create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sqla.text(f"CREATE DATABASE {name}"))
    yield sqla.make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sqla.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def settings(database_url: str, var_dir: Path) -> Settings:
    """Return settings for tests; the bucket's address leads nowhere until a test asks for `bucket`."""
    return Settings(
        _env_file=None,
        secret_key=SecretStr("x" * 64),
        base_url="http://127.0.0.1:8000",
        database_url=database_url,
        redis_url=REDIS if TEST_DATABASE == "postgresql" else None,
        s3_endpoint="http://127.0.0.1:1",
        s3_access_key="key",
        s3_secret_key=SecretStr("secret"),
        var_dir=var_dir,
        demo=True,
    )  # type: ignore[call-arg]  # `_env_file` is pydantic-settings' own


@pytest.fixture(scope="session")
def _tables(settings: Settings) -> Iterator[Flask]:
    app = _make(settings)
    with app.app_context():
        db.Base.metadata.create_all(db.sa.engine)
    yield app
    with app.app_context():
        db.sa.engine.dispose()


def _make(settings: Settings) -> Flask:
    app = create_app(settings, bell=SilentBell(), post=MemoryPost())
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = Browser
    return app


@pytest.fixture
def app(_tables: Flask) -> Iterator[Flask]:
    """Return the application inside its context, on an empty database."""
    with _tables.app_context():
        _empty()
        _tables.extensions["facet_post"].sent.clear()
        yield _tables
        db.session.rollback()


def _empty() -> None:
    with db.transaction() as session:
        for table in reversed(db.Base.metadata.sorted_tables):
            session.execute(table.delete())


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser without cookies; it names the canonical host."""
    return app.test_client()


@pytest.fixture
def post(app: Flask) -> MemoryPost:
    """Return the post, with the letters it was given."""
    found: Any = app.extensions["facet_post"]
    assert isinstance(found, MemoryPost)
    return found

"""Migrations make exactly the tables of the models, go up and down, and stand in one line."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sqla
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from pydantic import SecretStr

from competition import db
from competition.app import create_app
from competition.queueing.interface import SilentBell
from config import ROOT, Settings

pytestmark = pytest.mark.integration
FOLDER = ROOT / "migrations"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Return the address of an empty database of this test's own."""
    if os.environ.get("FACET_TEST_DATABASE", "sqlite") == "sqlite":
        yield f"sqlite:///{tmp_path / 'migrated.sqlite3'}"
        return
    server = sqla.make_url(os.environ.get("TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test"))
    name = f"facet_migrated_{uuid.uuid4().hex}"
    admin = sqla.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sqla.text(f"CREATE DATABASE {name}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sqla.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def empty_app(address: str, tmp_path: Path) -> Iterator[Flask]:
    """Return an application on a database without any table."""
    settings = Settings(
        _env_file=None,
        secret_key=SecretStr("x" * 64),
        database_url=address,
        s3_endpoint="http://127.0.0.1:1",
        s3_access_key="key",
        s3_secret_key=SecretStr("secret"),
        var_dir=tmp_path,
    )  # type: ignore[call-arg]  # `_env_file` is pydantic-settings' own
    app = create_app(settings, bell=SilentBell())
    with app.app_context():
        yield app
        db.session.remove()
        db.sa.engine.dispose()


def test_migrations_make_the_models(empty_app: Flask) -> None:
    upgrade()
    with db.sa.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.Base.metadata) == []


def test_migrations_go_down_to_nothing_and_up_again(empty_app: Flask) -> None:
    upgrade()
    downgrade(revision="base")
    assert set(sqla.inspect(db.sa.engine).get_table_names()) == {"alembic_version"}
    upgrade()
    assert set(sqla.inspect(db.sa.engine).get_table_names()) - {"alembic_version"} == set(db.Base.metadata.tables)


def test_there_is_one_head_and_it_is_written_down() -> None:
    heads = ScriptDirectory(str(FOLDER)).get_heads()
    assert heads == [(FOLDER / ".current-head").read_text().strip()]


def test_a_revision_is_named_by_four_digits_and_a_verb() -> None:
    names = sorted(path.name for path in (FOLDER / "versions").glob("*.py"))
    assert [name for name in names if not re.fullmatch(r"\d{4}_[a-z]+(_[a-z0-9]+)+\.py", name)] == []

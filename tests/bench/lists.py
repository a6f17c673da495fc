"""Print how much slower the lists of ten thousand drafts are than those of a hundred: entrant's and organiser's."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import sqlalchemy as sqla
from pydantic import SecretStr

from competition import db
from competition.app import create_app
from competition.mail.interface import MemoryPost
from competition.queueing.interface import SilentBell
from config import Settings
from tests.entries.test_ten_thousand import FEW, MANY, a_house, times_slower
from tests.factories.web import Browser


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where `TEST_DATABASE_URL` names one."""
    with tempfile.TemporaryDirectory() as folder:
        _measure(f"sqlite:///{folder}/lists.sqlite3", Path(folder), "sqlite")
        server = os.environ.get("TEST_DATABASE_URL")
        if server:
            _on_postgresql(server, Path(folder))


def _on_postgresql(server: str, folder: Path) -> None:
    name = f"facet_bench_{os.getpid()}"
    admin = sqla.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sqla.text(f"CREATE DATABASE {name}"))
    try:
        url = sqla.make_url(server).set(database=name).render_as_string(hide_password=False)
        _measure(url, folder, "postgresql")
    finally:
        with admin.connect() as connection:
            connection.execute(sqla.text(f"DROP DATABASE {name} WITH (FORCE)"))


def _measure(url: str, folder: Path, database: str) -> None:
    settings = Settings(
        _env_file=None, secret_key=SecretStr("x" * 64), base_url="http://127.0.0.1:8000", database_url=url,
        s3_endpoint="http://127.0.0.1:1", s3_access_key="key", s3_secret_key=SecretStr("secret"), var_dir=folder,
    )  # type: ignore[call-arg]  # fmt: skip
    app = create_app(settings, bell=SilentBell(), post=MemoryPost())
    app.test_client_class = Browser
    with app.app_context():
        db.Base.metadata.create_all(db.sa.engine)
        few, many = a_house(app, FEW), a_house(app, MANY)
        for name, page in many.pages().items():
            print(f"{database}_{name}", round(times_slower(page, few.pages()[name]), 3))
        db.session.remove()
        db.sa.engine.dispose()


if __name__ == "__main__":
    main()

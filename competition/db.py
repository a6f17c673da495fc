"""The database: one session, one way to write.

Every verb runs in `with transaction():`. Nesting is counted in `session.info`, never read off
`in_transaction()`: a SELECT made earlier in the request has already begun a transaction, and joining
that one would never commit. At depth 0 the read transaction is ended first, then a writing one begins
(`BEGIN IMMEDIATE` on SQLite, so that two verbs which both read first both succeed). The outermost block
commits once, after the facts announced inside it were handled and the gathered log was appended; the
callbacks of `after_commit` run last.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Protocol

from flask import has_app_context
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    TypeDecorator,
    event,
    func,
    inspect,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

WRITES = "facet_writes"

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Goes in aware and comes out aware, in UTC; a naive value is a programming error."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values and store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a datetime without a zone cannot be stored"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return what was stored as an aware UTC value (SQLite drops the zone)."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def enum(kind: type[StrEnum]) -> Enum:
    """Return the column type of an enumeration: its values as text, checked when read and written."""
    return Enum(kind, native_enum=False, length=20, values_callable=lambda one: [item.value for item in one])


def new_id() -> str:
    """Return a public id: 128 random bits as 26 letters and digits, never sequential."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


Id = Annotated[str, mapped_column(String(26), primary_key=True, default=new_id)]
Instant = Annotated[datetime, mapped_column(UtcDateTime)]


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMING)


sa = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "autoflush": True})
migrate = Migrate(compare_type=True, render_as_batch=True)
session = sa.session


class Recorder(Protocol):
    """What gathers the log of a verb and appends it last before the commit (`audit`)."""

    def __call__(self, session: Session, /) -> None: ...


class InsideTransactionError(RuntimeError):
    """A bucket, mail or network call was tried while a transaction was open."""


class _Desk:
    """The handlers that `app.py` and `audit` put here: one table of subscribers, one recorder."""

    def __init__(self) -> None:
        self.subscribers: dict[type[Any], tuple[Callable[[Any], None], ...]] = {}
        self.recorders: list[Recorder] = []


desk = _Desk()


def subscribe(table: dict[type[Any], tuple[Callable[[Any], None], ...]]) -> None:
    """Install the one table of facts and their subscribers."""
    desk.subscribers = table


def depth() -> int:
    """Return how many `transaction()` blocks are open around this line."""
    return int(session().info.get("depth", 0))


def announce(fact: object) -> None:
    """Record a fact; its subscribers run in this transaction, before its commit."""
    _require_transaction("announce")
    session().info["facts"].append(fact)


def after_commit(action: Callable[[], None]) -> None:
    """Run `action` once the outermost transaction has committed; never if it rolls back."""
    _require_transaction("after_commit")
    session().info["after"].append(action)


def insert_once(kind: type[Base], unique: Sequence[str] = ("key",), **values: Any) -> bool:
    """Insert a row unless one stands under its `unique` columns already; return whether it was inserted.

    Two verbs that insert the same key at one moment pass one after the other; the second inserts nothing.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(kind).values(**values).on_conflict_do_nothing(index_elements=list(unique))
    return session.execute(statement.returning(*inspect(kind).primary_key)).first() is not None


def values_of(row: Base, *without: str) -> dict[str, Any]:
    """Return the columns of a row by name, for a copy of it that is to forget none: all but those named."""
    return {
        column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs if column.key not in without
    }


def hold(name: str) -> None:
    """Let the verbs that hold the same name pass one after the other, each until its commit.

    On SQLite they do so anyway. What was counted before holding may be old: count again.
    """
    _require_transaction("hold")
    if session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def refuse_inside_transaction(what: str) -> None:
    """Raise if a transaction is open: slow or failing `what` would hold locks. Outside an application none can be."""
    if has_app_context() and depth():
        message = f"{what} may not be called inside a transaction"
        raise InsideTransactionError(message)


@contextmanager
def transaction() -> Iterator[Session]:
    """Run a verb: all of it is committed once by the outermost block, or none of it."""
    current = session()
    if current.info.get("depth", 0):
        with _deeper(current):
            yield current
        return
    actions = yield from _outermost(current)
    for action in actions:
        action()


def _outermost(current: Session) -> Generator[Session, None, list[Callable[[], None]]]:
    current.rollback()
    current.info.update(facts=[], after=[])
    try:
        with _deeper(current):
            current.connection(execution_options={WRITES: True})
            yield current
            _handle_facts(current)
            for record in desk.recorders:
                record(current)
            current.commit()
    except BaseException:
        current.rollback()
        _forget(current)
        raise
    actions: list[Callable[[], None]] = current.info["after"]
    _forget(current)
    return actions


@contextmanager
def _deeper(current: Session) -> Iterator[None]:
    current.info["depth"] = current.info.get("depth", 0) + 1
    try:
        yield
    finally:
        current.info["depth"] -= 1


def _handle_facts(current: Session) -> None:
    facts = current.info["facts"]
    while facts:
        fact = facts.pop(0)
        for subscriber in desk.subscribers.get(type(fact), ()):
            subscriber(fact)
    current.flush()


def _forget(current: Session) -> None:
    for name in ("facts", "after", "log"):
        current.info.pop(name, None)


def _require_transaction(verb: str) -> None:
    if not depth():
        message = f"{verb} belongs inside a transaction"
        raise RuntimeError(message)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # We emit BEGIN ourselves: pysqlite's own is late and always deferred.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

"""Verbs that would add the same thing at the same moment pass one by one."""

from __future__ import annotations

import hashlib

from sqlalchemy import func, select

from competition import db


def one_by_one(*names: str) -> None:
    """Wait inside the running transaction until no other one holds these names; they are let go at its end.

    SQLite's writers pass one by one anyhow; PostgreSQL keeps the names as advisory locks. They are taken in the
    order of their digests, so that two verbs cannot wait for each other.
    """
    if db.session().get_bind().dialect.name != "postgresql":
        return
    for digest in sorted(hashlib.sha256(name.encode("utf-8", "replace")).hexdigest() for name in names):
        db.session.execute(select(func.pg_advisory_xact_lock(int(digest[:15], 16))))

"""Counting failed attempts. A failure is written before the guess is checked: guesses sent at once all count."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from competition import clock, db
from competition.people.models import FailedSignIn
from competition.people.rules import BY_ACCOUNT, BY_ADDRESS, LockOut
from competition.people.services.locks import one_by_one


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose failures are counted: the digest of an account or of a network address, and the law for it."""

    digest: str
    law: LockOut


@dataclass(frozen=True, slots=True)
class Attempt:
    """A guess that counts as failed until it is forgiven."""

    subjects: tuple[Subject, ...]
    rows: tuple[str, ...]


def account(name: str) -> Subject:
    """Return the subject of an account (an address, a person's second factor), known to us or not."""
    return Subject(_digest(f"account:{name}"), BY_ACCOUNT)


def address(network_address: str) -> Subject:
    """Return the subject of a network address."""
    return Subject(_digest(f"address:{network_address}"), BY_ADDRESS)


def begin(*subjects: Subject) -> Attempt:
    """Count one failure for each subject, in a transaction of its own.

    While one is locked, raises `LockedOut` and counts nothing.
    """
    now = clock.now()
    with db.transaction() as session:
        one_by_one(*(subject.digest for subject in subjects))
        for subject in subjects:
            subject.law.check(_failures(subject), now)
        rows = [FailedSignIn(id=db.new_id(), subject=subject.digest, at=now) for subject in subjects]
        session.add_all(rows)
        session.execute(delete(FailedSignIn).where(FailedSignIn.at < now - BY_ADDRESS.window))
    return Attempt(subjects, tuple(row.id for row in rows))


def forgive(attempt: Attempt) -> None:
    """Take back the attempt, which succeeded, and all failures of its account; its address keeps the others'."""
    accounts = [subject.digest for subject in attempt.subjects if subject.law is BY_ACCOUNT]
    gone = FailedSignIn.id.in_(attempt.rows) | FailedSignIn.subject.in_(accounts)
    db.session.execute(delete(FailedSignIn).where(gone))


def lift(name: str) -> None:
    """Forget all failures of an account."""
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.subject == account(name).digest))


def _failures(subject: Subject) -> Sequence[datetime]:
    since = clock.now() - subject.law.window
    query = select(FailedSignIn.at).where(FailedSignIn.subject == subject.digest, FailedSignIn.at > since)
    return db.session.scalars(query).all()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()

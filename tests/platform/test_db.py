"""One way to write: nesting, commit, rollback, facts, and the refusal of I/O while a transaction is open."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import func, select

from competition import db, storage
from competition.people.models import Person
from tests.factories.people import a_person

pytestmark = pytest.mark.integration


def people() -> int:
    """Count the people as another connection sees them."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def test_a_verb_after_a_read_commits(app: Flask) -> None:
    assert people() == 0  # This SELECT has begun a transaction.
    a_person()
    db.session.rollback()
    assert people() == 1


def test_nested_verbs_commit_once_with_the_outermost(app: Flask) -> None:
    seen = []
    with db.transaction():
        a_person()
        db.after_commit(lambda: seen.append(people()))
        a_person()
        assert seen == []
    assert seen == [2]


def test_a_fault_rolls_all_of_it_back_and_runs_nothing_after(app: Flask) -> None:
    seen = []
    with pytest.raises(ZeroDivisionError), db.transaction():
        a_person()
        db.after_commit(lambda: seen.append(1))
        raise ZeroDivisionError
    assert (people(), seen, db.depth()) == (0, [], 0)


def test_two_writers_who_both_read_first_both_succeed(app: Flask) -> None:
    person = a_person(name="0")
    barrier = threading.Barrier(2, timeout=20)
    faults: list[BaseException] = []

    def write() -> None:
        try:
            with app.app_context():
                db.session.get_one(Person, person.id)
                barrier.wait()
                with db.transaction() as session:
                    row = session.get_one(Person, person.id, with_for_update=True, populate_existing=True)
                    row.name = str(int(row.name) + 1)
        except BaseException as fault:  # noqa: BLE001 - handed to the test's own thread
            faults.append(fault)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert (faults, db.session.get_one(Person, person.id, populate_existing=True).name) == ([], "2")


@dataclass(frozen=True)
class Happened:
    name: str


def _add_one_called(fact: Happened) -> None:
    a_person(name=fact.name)


def test_facts_are_handled_before_the_commit_in_the_same_transaction(app: Flask) -> None:
    table = db.desk.subscribers
    db.subscribe({Happened: (_add_one_called,)})
    try:
        with pytest.raises(ZeroDivisionError), db.transaction():
            db.announce(Happened("lost"))
            raise ZeroDivisionError
        with db.transaction():
            db.announce(Happened("kept"))
    finally:
        db.subscribe(table)
    db.session.rollback()
    assert list(db.session.scalars(select(Person.name))) == ["kept"]


def test_the_bucket_is_refused_inside_a_transaction(app: Flask) -> None:
    with pytest.raises(db.InsideTransactionError), db.transaction():
        storage.bucket().head("entries/x/y")


def test_what_belongs_inside_a_transaction_is_refused_outside(app: Flask) -> None:
    with pytest.raises(RuntimeError):
        db.announce(Happened("nowhere"))

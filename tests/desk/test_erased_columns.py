"""Every column that can hold people's words is emptied when they are erased, or is named here with why it is not.

The test reads the tables themselves: a new column for text fails it until it is emptied, or argued for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Column, Enum, String, Table, func, select

from competition import clock, db, queueing
from competition.calls.rules import ClauseKind
from competition.entries.models import (
    Agreement,
    Entry,
    EntryCheck,
    Extension,
    FixRequest,
    LaterEntry,
    Submission,
)
from competition.entries.rules.checking import Verdict
from competition.facts import PersonErased
from competition.judging.models import Assignment, Conflict, Pledge, ScoreSheet
from competition.people.models import Person
from competition.publication.models import Complaint, PublishedWork
from competition.results import services as results
from competition.results.models import ScoringRun
from tests.factories.calls import a_round
from tests.factories.entries import say_of_picture
from tests.factories.judging import a_juror, a_sheet, an_assignment
from tests.factories.people import a_person
from tests.factories.publication import a_judged_call, announce
from tests.factories.terms import the_clause
from tests.publication.test_settling import consent

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]

MARK = "PLANTEDMARK4711"

# Tables that hold no words of an entrant or a juror, with why.
NOBODYS = {
    "call category clause clause_wording criterion date_move entry_field honour institution public_answer round": (
        "what organisers say to everybody"
    ),
    "rules_version scoring_rules voucher fee_schedule juror_terms proposal membership": "how organisers run a call",
    "audit_chain audit_event": "digests and names of acts; details go by audit.forget (tests/desk/test_erasure.py)",
    "audit_detail letter invitation person data_export": "planted by name in tests/desk/test_erasure.py",
    "juror_naming": "goes whole with the person",
    "sign_in errand authenticator passkey recovery_code failed_sign_in": "go whole with the account",
    "job": "names of jobs and ids",
    "entry_invitation inquiry_message": "planted in tests/desk/test_erasure.py",
    "entry_sketch": "of nobody yet; thrown away after a day",
    "fee_choice": "goes whole with the entry",
    "charge payment invoice": "the books, which the law keeps",
    "ballot ballot_version": "the tally, which an erasure keeps: works in an order",
    "rubric_edition reminder_plan reminder": "how a round is run",
    "discussion_note vote minutes_version minutes_signature": "what the jury said of works, decided and signed",
    "scoring_run advancement motion release signature": "what the jury and the hosts decided, by codes",
    "published_award published_sheet published_comment released_comment award_withdrawal": "what the jury said",
    "flag ruling resemblance likeness": "what organisers, chair and jurors found of works; figures of pictures",
    "derivative": "keys of bytes that are deleted",
}
# Single columns of the other tables.
HARMLESS = {
    "entry.code": "the number that the public keeps",
    "entry.locale": "a language",
    "entry.languages": "languages",
    "entry.begin_key": "a random key",
    "entry.saved_as": "a random name",
    "entry.cover_id": "an id",
    "later_entry.languages": "languages",
    "later_entry.cover_id": "an id",
    "agreement.locale": "a language",
    "entry_file.replaces_id": "an id",
    "entry_file.key": "a random key",
    "entry_file.upload_id": "a random key",
    "entry_file.media_type": "a kind of file",
    "entry_file.refusal": "why a file was refused, by name",
    "entry_file.colour": "a colour",
    "submission.key": "a random key",
    "submission.request_digest": "a digest of what is gone, without its parts nobody's",
    "submission.manifest_digest": "the digest by which a receipt that somebody kept is proved",
    "published_work.code": "the number that the public keeps",
    "published_work.locale": "a language",
    "score_sheet.marks": "the tally, which an erasure keeps",
    "score_sheet.comment": "what a juror said of a work to its team and the chair: part of the judging",
}


def columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Yield each column that can hold words and is not named above."""
    apart = {name for names in NOBODYS for name in names.split()}
    for table in db.Base.metadata.sorted_tables:
        for column in table.c:
            is_json = "JSON" in type(column.type).__name__.upper()
            is_text = is_json or (isinstance(column.type, String) and not isinstance(column.type, Enum))
            named = table.name in apart or f"{table.name}.{column.name}" in HARMLESS
            if is_text and not named and not column.foreign_keys and column.name != "id":
                yield table, column


def a_receipt(entry: Entry, person: Person) -> Submission:
    """Return that an entry was handed in."""
    return Submission(
        id=db.new_id(), entry_id=entry.id, number=1, key="k", request_digest="d", submitted_at=clock.now(),
        submitted_by=person.id, manifest={"title": "x", "answers": [], "files": []}, manifest_digest="d",
    )  # fmt: skip


class Life:
    """A winner who also judged another call: each table that may hold his words has a row of his."""

    def __init__(self) -> None:
        self.judged = a_judged_call(entries=1)
        self.entry, self.person = self.judged.entries[0], self.judged.makers[0]
        say_of_picture(self.entry, caption="x", credit="y")
        announce(self.judged)
        self.judges()
        self.hangs_on()

    def judges(self) -> None:
        other = a_judged_call(entries=1, categories=1)
        juror = a_juror(other.call, pledged=False)
        self.sheet = a_sheet(an_assignment(other.round, other.entries[0], juror), {})
        with db.transaction() as session:
            assignment = session.get_one(Assignment, self.sheet.assignment_id)
            assignment.juror_id = self.person.id
            now, ids = clock.now(), {"call_id": other.id, "person_id": self.person.id}
            session.add(Pledge(id=db.new_id(), **ids, text_version="1", accepted_at=now, interests="x"))

    def hangs_on(self) -> None:
        now, officer, ids = clock.now(), a_person().id, {"entry_id": self.entry.id}
        later, clause = a_round(self.judged.call, position=2), the_clause(self.judged.call, ClauseKind.web)
        made: list[Any] = [
            LaterEntry(id=db.new_id(), **ids, round_id=later.id, opened_at=now, updated_at=now),
            EntryCheck(**ids, verdict=Verdict.checked, decided_by=officer, decided_at=now),
            FixRequest(id=db.new_id(), **ids, receipt=1, due_at=now, asked_by=officer, asked_at=now),
            Extension(id=db.new_id(), **ids, until=now, reason="x", granted_by=officer, granted_at=now),
            Conflict(
                id=db.new_id(), **ids, call_id=self.judged.id, maker_id=self.person.id, asked_at=now,
                juror_id=self.judged.jurors[0].id, grounds=["x"], reason="x",
            ),
            Complaint(
                id=db.new_id(), **ids, call_id=self.judged.id, text="x", filed_by=self.person.id, filed_at=now
            ),
            a_receipt(self.entry, self.person),
        ]  # fmt: skip
        with db.transaction() as session:
            session.add_all(made)
        assert db.session.scalar(select(Agreement).where(Agreement.clause_id == clause.id))

    def rows(self, table: Table) -> Any:
        """Return which rows of a table are his."""
        own: dict[str, Callable[[], Any]] = {
            "entry": lambda: table.c.id == self.entry.id,
            "score_sheet": lambda: table.c.id == self.sheet.id,
            "sheet_version": lambda: table.c.sheet_id == self.sheet.id,
            "assignment": lambda: table.c.id == self.sheet.assignment_id,
            "pledge": lambda: table.c.person_id == self.person.id,
        }
        return own[table.name]() if table.name in own else table.c.entry_id == self.entry.id

    def plant(self) -> list[str]:
        """Write the mark into each column of his rows; return the columns of which there is no row."""
        barren = []
        for table, column in columns():
            found = db.session.execute(select(*table.primary_key.columns, column).where(self.rows(table))).all()
            barren += [] if found else [f"{table.name}.{column.name}"]
            for *key, value in found:
                which = [one == part for one, part in zip(table.primary_key.columns, key, strict=True)]
                with db.transaction() as session:
                    session.execute(table.update().where(*which).values({column.name: planted(column, value)}))
        return barren

    def erase(self) -> None:
        with db.transaction():
            db.announce(PersonErased(person_id=self.person.id, email=self.person.email))
        queueing.services.run_due()


def planted(column: Column[Any], value: Any) -> Any:
    """Return a value of the column's kind with the mark in it, of the shape that it had."""
    if isinstance(column.type, String):
        return MARK[: column.type.length or None]
    if isinstance(value, list):
        return [{**one, "words": MARK} if isinstance(one, dict) else MARK for one in value] or [MARK]
    # A sheet keeps its marks in each of its versions; what its juror noted for himself goes.
    return {**(value or {}), "note" if column.table.name == "sheet_version" else "planted": MARK}


def left() -> list[str]:
    """Return the columns in which the mark stands."""
    db.session.rollback()
    found = set()
    for table in db.Base.metadata.sorted_tables:
        for row in db.session.execute(table.select()).mappings():
            found |= {f"{table.name}.{name}" for name, value in row.items() if MARK in repr(value)}
    return sorted(found)


def test_every_column_that_may_hold_words_is_emptied_with_its_person(app: Flask) -> None:
    life = Life()
    assert life.plant() == []
    assert left() == sorted(f"{table.name}.{column.name}" for table, column in columns())
    life.erase()
    assert left() == []


def test_nothing_is_named_that_is_not_there(app: Flask) -> None:
    tables = db.Base.metadata.tables
    apart = [name for names in NOBODYS for name in names.split()]
    assert [name for name in apart if name not in tables] == []
    assert [name for name in HARMLESS if name.split(".")[1] not in tables[name.split(".")[0]].c] == []


def test_a_winner_who_is_erased_leaves_every_public_page_and_the_tally_stays(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call(entries=2)
    entry, maker = judged.entries[0], judged.makers[0]
    say_of_picture(entry, caption=f"{MARK} caption", credit=f"{MARK} credit")
    announce(judged)
    with db.transaction() as session:
        session.add(a_receipt(entry, maker))
    work_id = db.session.scalars(select(PublishedWork.id)).one()
    pages = ["/en/", "/en/gallery", f"/en/calls/{judged.call.slug}/winners", f"/en/works/{work_id}"]
    signs = [entry.title, maker.name, MARK, "A story of a stone."]
    assert [sign for sign in signs if sign in client.get(pages[-1]).text] == signs
    run = db.session.scalars(select(ScoringRun)).one()
    before = (run.inputs_digest, run.outputs)
    with db.transaction():
        db.announce(PersonErased(person_id=maker.id, email=maker.email))
        # As the account itself is emptied in the same transaction.
        db.session.get_one(Person, maker.id).name = "–"
    queueing.services.run_due()
    assert [(page, sign) for page in pages for sign in signs if sign in client.get(page).text] == []
    assert "asked for this work to be erased" in client.get(pages[-1]).text
    assert [client.get(page).status_code for page in pages] == [200] * 4
    db.session.expire_all()
    run = db.session.scalars(select(ScoringRun)).one()
    assert (run.inputs_digest, run.outputs) == before
    assert results.compute(judged.actor(), judged.id) != run.id
    assert db.session.scalar(select(func.count()).select_from(ScoreSheet)) == 6


def test_what_was_withheld_of_a_winner_is_erased_too(app: Flask) -> None:
    judged = a_judged_call(entries=1)
    announce(judged)
    consent(judged, given=False)
    work = db.session.scalars(select(PublishedWork).execution_options(populate_existing=True)).one()
    assert work.withheld != {}
    with db.transaction() as session:
        session.add(a_receipt(judged.entries[0], judged.makers[0]))
    with db.transaction():
        db.announce(PersonErased(person_id=judged.makers[0].id, email=judged.makers[0].email))
    db.session.expire_all()
    work = db.session.scalars(select(PublishedWork)).one()
    assert (work.withheld, work.pictures, work.is_erased) == ({}, [], True)

"""What a power cut may not take away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from competition import db, queueing, storage
from competition.calls.rules import FieldKind
from competition.entries.models import Derivative, EntryFile, Submission
from competition.entries.rules import FileState
from competition.mail.models import Letter, LetterState
from competition.storage.interface import ObjectHeaders
from deploy.browser import photographs
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_person
from tests.fixtures.live import Live


def four_photographs() -> list[Path]:
    """Return four pictures of middling size: while they are read one after the other, some wait whenever one looks."""
    return sorted(photographs(), key=lambda path: path.stat().st_size)[4:8]


def land(live: Live, path: Path) -> str:
    """Put a picture into the bucket as a landed file whose reading is scheduled; return its id."""
    with live.app.app_context():
        person, call = a_person(), a_call()
        entry, question = an_entry(call, person), a_field(call, FieldKind.files)
        file = a_picture(entry, question, person, size=path.stat().st_size, state=FileState.landed, sha256=None)
        storage.bucket().put(file.key, path.read_bytes(), ObjectHeaders("image/jpeg"))
        with db.transaction() as session:
            session.query(Derivative).where(Derivative.file_id == file.id).delete()
            queueing.schedule("entries.verify_file", file_id=file.id)
        return file.id


def states_of(file_ids: list[str]) -> set[FileState]:
    """Return the states of files as they are stored now."""
    db.session.rollback()
    return set(db.session.scalars(select(EntryFile.state).where(EntryFile.id.in_(file_ids))))


def test_a_worker_killed_in_the_middle_of_a_preview_loses_nothing(live: Live) -> None:
    file_ids = [land(live, path) for path in four_photographs()]
    live.eventually(lambda: FileState.scanned in states_of(file_ids))  # Previews are made from here on.
    live.kill("worker")
    with live.app.app_context():
        assert FileState.scanned in states_of(file_ids)
    live.start("worker")
    live.eventually(lambda: states_of(file_ids) == {FileState.ready})
    with live.app.app_context():
        copies = select(func.count()).where(Derivative.file_id.in_(file_ids)).group_by(Derivative.file_id)
        assert list(db.session.scalars(copies)) == [7, 7, 7, 7]  # WebP at four widths, AVIF at three


def test_a_web_process_killed_right_after_it_acknowledged_a_submit_loses_nothing(
    live: Live, signed_in: Callable[..., Page]
) -> None:
    with live.app.app_context():
        person, call = a_person(), a_call()
        entry = an_entry(call, person, a_category(call), title="Held against the dark")
        a_picture(entry, a_field(call, FieldKind.files), person)
    page = signed_in(person)
    page.goto(f"/en/entries/{entry.id}/review")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Hand in now").click()
    page.wait_for_url("**/receipts/1")
    live.kill("web")
    live.start("web")
    page.reload()
    expect(page.get_by_text(entry.code).first).to_be_visible()
    with live.app.app_context():
        assert db.session.scalar(select(func.count()).where(Submission.entry_id == entry.id)) == 1
        db.session.rollback()
    live.eventually(lambda: _state_of_receipt(person.id) == LetterState.kept)


def _state_of_receipt(person_id: str) -> str | None:
    db.session.rollback()
    query = select(Letter.state).where(Letter.person_id == person_id, Letter.event == "entries/receipt")
    return db.session.scalar(query)

"""What becomes of a file that landed, on a real bucket, in the real limited process."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from competition import clock, db, queueing
from competition.entries.media.report import Order, Report
from competition.entries.media.sandbox import inspect
from competition.entries.models import Derivative, EntryFile
from competition.entries.rules import EntryState, FileState
from competition.entries.services.inspection import verify_file
from competition.mail.models import Letter
from competition.queueing.services import MOST_ATTEMPTS
from competition.storage.s3 import S3Bucket
from tests.factories.landed import Case, copies
from tests.factories.media import a_film, a_pdf, a_photograph

pytestmark = pytest.mark.integration


@pytest.fixture
def case(app: Flask, bucket: S3Bucket) -> Case:
    """Return a case on the real bucket."""
    return Case(bucket)


def test_a_photograph_becomes_ready_with_its_levels(case: Case) -> None:
    content = a_photograph(2000, 1500, orientation=6)
    file = case.verified(content, "image/jpeg")
    assert (file.state, file.refusal, file.sha256) == (FileState.ready, None, hashlib.sha256(content).hexdigest())
    assert (file.width, file.height) == (1500, 2000)  # Turned upright, as the camera said.
    assert copies(file) == [("picture", 1, 480, 640), ("picture", 1, 960, 1280), ("picture", 1, 1500, 2000)]


def test_a_copy_holds_nothing_of_the_camera_or_its_owner(case: Case) -> None:
    content = a_photograph(1200, 900, artist="CANARY", gps=True)
    file = case.verified(content, "image/jpeg")
    keys = list(db.session.scalars(select(Derivative.key).where(Derivative.file_id == file.id)))
    made = b"".join(b"".join(case.bucket.stream(key)) for key in keys)
    assert (b"CANARY" in content, b"CANARY" in made, b"Exif" in made, b"ICCP" in made) == (True, False, False, False)
    assert b"".join(case.bucket.stream(file.key)) == content  # The original stays byte for byte.


def test_a_film_gets_a_poster_and_a_copy_without_its_tags(case: Case, tmp_path: Path) -> None:
    content = a_film(tmp_path, artist="CANARY")
    file = case.verified(content, "video/mp4")
    assert (file.state, file.seconds) == (FileState.ready, 2.0)
    assert copies(file) == [("poster", 1, 320, 180), ("video", 1, 320, 180)]
    key = db.session.scalars(
        select(Derivative.key).where(Derivative.file_id == file.id, Derivative.form == "video")
    ).one()
    assert (b"CANARY" in content, b"CANARY" in b"".join(case.bucket.stream(key))) == (True, False)


def test_a_pdf_becomes_pictures_of_its_pages(case: Case) -> None:
    file = case.verified(a_pdf(pages=2), "application/pdf")
    assert (file.state, file.pages) == (FileState.ready, 2)
    assert copies(file) == [("page", 1, 1600, 2265), ("page", 2, 1600, 2265)]


def cut(content: bytes) -> bytes:
    """Return a file whose upload tool lost its second half."""
    return content[: len(content) // 2]


@pytest.mark.parametrize(
    ("content", "media_type", "refusal"),
    [
        (cut(a_photograph(1200, 900)), "image/jpeg", "damaged"),
        (a_pdf(pages=1), "image/jpeg", "type_mismatch"),
        (b"\x89PNG\r\n\x1a\n" + b"junk" * 500, "image/png", "type_mismatch"),
        (b"%PDF-1.7\n" + b"junk" * 500, "application/pdf", "damaged"),
    ],
)
def test_what_cannot_be_decoded_is_refused_with_its_reason(
    case: Case, content: bytes, media_type: str, refusal: str
) -> None:
    file = case.verified(content, media_type)
    assert (file.state, file.refusal, copies(file)[2:]) == (FileState.refused, refusal, [])


def test_other_bytes_than_the_browser_hashed_are_refused(case: Case) -> None:
    file = case.verified(a_photograph(1200, 900), "image/jpeg", client_sha256="f" * 64)
    assert (file.state, file.refusal) == (FileState.refused, "hash_differs")


def test_too_few_pixels_are_refused_with_the_figures(case: Case) -> None:
    case.options = {"min_width": 2000, "min_height": 100}
    file = case.verified(a_photograph(1200, 900), "image/jpeg")
    assert (file.refusal, file.refusal_values) == (
        "too_few_pixels",
        {"width": 1200, "height": 900, "min_width": 2000, "min_height": 100},
    )


def test_a_bomb_is_refused_by_its_header(case: Case) -> None:
    packed = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(packed, "PNG")
    file = case.verified(packed.getvalue(), "image/png")
    assert (file.refusal, file.refusal_values) == (
        "too_many_pixels",
        {"width": 30_000, "height": 30_000, "most": 200_000_000},
    )


def test_the_team_of_a_submitted_entry_gets_a_letter_once(case: Case) -> None:
    case.state = EntryState.submitted
    file = case.land(cut(a_photograph(1200, 900)), "image/jpeg")
    verify_file(file.id)
    verify_file(file.id)
    assert list(db.session.scalars(select(Letter.event))) == ["entries/file_refused"]


def test_a_second_run_changes_nothing(case: Case) -> None:
    file = case.verified(a_photograph(1200, 900), "image/jpeg")
    before = list(db.session.scalars(select(Derivative.key)))
    verify_file(file.id)
    assert list(db.session.scalars(select(Derivative.key))) == before


def test_a_process_that_dies_refuses_the_file(tmp_path: Path) -> None:
    report = inspect(Order("/nowhere/at/all", "application/pdf", str(tmp_path)))
    assert report.refusal == "unreadable"


def test_a_file_that_cannot_be_read_however_often_is_refused_its_team_told_and_others_go_on(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.state = EntryState.submitted
    poison, other = case.land(a_photograph(400, 300), "image/jpeg"), case.land(a_photograph(300, 400), "image/jpeg")
    with db.transaction():
        for file in (poison, other):
            queueing.schedule("entries.verify_file", file_id=file.id)
    begun = clock.now()

    def dies(order: Order) -> Report:
        if Path(order.source).read_bytes() == a_photograph(400, 300):
            raise MemoryError
        return inspect(order)

    monkeypatch.setattr("competition.entries.services.inspection.inspect", dies)
    for number in range(2 * MOST_ATTEMPTS):
        monkeypatch.setattr(clock, "now", lambda number=number: begun + timedelta(hours=2 * number))
        queueing.services.run_due()
    db.session.rollback()
    rows = {file.id: (file.state, file.refusal) for file in db.session.scalars(select(EntryFile))}
    assert rows == {poison.id: (FileState.refused, "given_up"), other.id: (FileState.ready, None)}
    assert list(db.session.scalars(select(Letter.event))) == ["entries/file_refused"]

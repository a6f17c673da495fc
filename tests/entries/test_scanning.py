"""What becomes of a file that landed when a scanner for malware looks at it first."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from competition import audit, db, scanning
from competition.entries.labels import file_words
from competition.entries.models import EntryFile
from competition.entries.rules import EntryState, FileState, Scan
from competition.entries.services.inspection import verify_file
from competition.mail.models import Letter
from competition.scanning import Clamd, ScannerUnavailable
from competition.storage.s3 import S3Bucket
from tests.factories.landed import Case, copies
from tests.factories.media import a_photograph
from tests.fixtures.scanner import BAD, MOST_BYTES

pytestmark = pytest.mark.integration

# A decoder reads what comes before its end; what hangs behind is for the scanner to see.
INFECTED = a_photograph(1200, 900) + BAD


@pytest.fixture
def case(app: Flask, bucket: S3Bucket) -> Case:
    """Return a case on the real bucket."""
    return Case(bucket)


def again(file: EntryFile) -> EntryFile:
    db.session.rollback()
    return db.session.get_one(EntryFile, file.id, populate_existing=True)


def kinds() -> list[str]:
    return list(db.session.scalars(select(audit.AuditEvent.kind).order_by(audit.AuditEvent.number)))


def test_a_clean_file_is_said_to_be_scanned(case: Case, scanner: Clamd) -> None:
    file = case.verified(a_photograph(1200, 900), "image/jpeg")
    assert (file.state, file.scan, kinds()) == (FileState.ready, Scan.clean, ["file.verified", "file.scanned"])


def test_an_infected_file_is_refused_before_it_is_opened(case: Case, scanner: Clamd) -> None:
    case.state = EntryState.submitted
    file = case.verified(INFECTED, "image/jpeg")
    assert (file.state, file.scan, file.refusal) == (FileState.refused, None, "malware")
    assert file.refusal_values == {"name": "Facet.Test.UNOFFICIAL"}
    assert copies(file)[2:] == []
    assert list(db.session.scalars(select(Letter.event))) == ["entries/file_refused"]


def test_without_a_scanner_it_is_said_plainly(case: Case) -> None:
    file = case.verified(INFECTED, "image/jpeg")
    assert (file.state, file.scan, kinds()) == (FileState.ready, Scan.not_scanned, ["file.verified", "file.scanned"])
    assert str(file_words(file.state, file.scan)) == "Verified, not scanned"


def test_what_is_too_large_for_the_scanner_is_said_to_be(case: Case, scanner: Clamd) -> None:
    file = case.verified(a_photograph(1200, 900) + b"\0" * MOST_BYTES * 20, "image/jpeg")
    assert (file.state, file.scan) == (FileState.ready, Scan.too_large)


def test_a_scanner_that_is_down_keeps_the_file_waiting(case: Case, app: Flask, scanner: Clamd) -> None:
    file = case.land(a_photograph(1200, 900), "image/jpeg")
    scanning.init_app(app, Clamd("tcp://127.0.0.1:1"))
    with pytest.raises(ScannerUnavailable):
        verify_file(file.id)
    assert (again(file).state, again(file).scan) == (FileState.verified, None)
    scanning.init_app(app, scanner)
    verify_file(file.id)
    assert (again(file).state, again(file).scan) == (FileState.ready, Scan.clean)

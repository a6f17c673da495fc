"""A file that has landed in the real bucket, to be read by the worker's verb."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from competition import db
from competition.calls.rules import FieldKind
from competition.entries.models import Derivative, Entry, EntryFile
from competition.entries.rules import EntryState, FileState
from competition.entries.services.inspection import verify_file
from competition.storage.interface import ObjectHeaders
from competition.storage.s3 import S3Bucket
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_person


@dataclass
class Case:
    """A file that has landed in the bucket, and its entry."""

    bucket: S3Bucket
    options: dict[str, Any] = field(default_factory=dict)
    state: EntryState = EntryState.draft

    def land(self, content: bytes, media_type: str, **values: Any) -> EntryFile:
        """Put the bytes into the bucket and their row into the database."""
        person, call = a_person(), a_call()
        question = a_field(call, FieldKind.files, options={"accept": [media_type], **self.options})
        self.entry: Entry = an_entry(call, person, state=self.state)
        given = {"size": len(content), "media_type": media_type, "state": FileState.landed, "sha256": None}
        row = a_picture(self.entry, question, person, **{**given, **values})
        self.bucket.put(row.key, content, ObjectHeaders(media_type))
        return row

    def verified(self, content: bytes, media_type: str, **values: Any) -> EntryFile:
        """Land a file, let the worker's verb run, and return its row as it is then."""
        row = self.land(content, media_type, **values)
        verify_file(row.id)
        db.session.rollback()
        return db.session.get_one(EntryFile, row.id, populate_existing=True)


def copies(file: EntryFile) -> list[tuple[str, int, int, int]]:
    """Return form, page, width and height of each clean copy of a file."""
    found = db.session.scalars(
        select(Derivative)
        .where(Derivative.file_id == file.id, Derivative.media_type != "image/avif")
        .order_by(Derivative.page, Derivative.width)
    )
    return [(str(one.form), one.page, one.width, one.height) for one in found]

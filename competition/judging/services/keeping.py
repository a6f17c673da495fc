"""Keep what a score sheet holds as one of its versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from competition import db
from competition.judging.models import ScoreSheet, SheetVersion


def keep_version(session: Session, sheet: ScoreSheet, saved_by: str | None, at: datetime, **more: Any) -> None:
    """Keep a stored sheet as it is now; `more` is what the version says besides, as the edition of the rubric."""
    content = {"marks": dict(sheet.marks), "comment": sheet.comment, "note": sheet.note, "state": sheet.state.value}
    kept = SheetVersion(id=db.new_id(), sheet_id=sheet.id, number=sheet.version, saved_by=saved_by, saved_at=at)
    kept.content = {**content, **more}
    session.add(kept)

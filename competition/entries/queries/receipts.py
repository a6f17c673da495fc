"""Receipts: what was handed in, as it was."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from competition import db
from competition.actor import Actor
from competition.entries.models import EntryFile, EntryMember, Submission


def receipts_of(entry_id: str) -> Sequence[Submission]:
    """Return an entry's receipts, newest first."""
    query = select(Submission).where(Submission.entry_id == entry_id).order_by(Submission.number.desc())
    return db.session.scalars(query).all()


def latest_receipt(entry_id: str, round_id: str | None = None) -> Submission | None:
    """Return the newest receipt of an entry, or of what it answered to a later round."""
    query = select(Submission).where(Submission.entry_id == entry_id, Submission.round_id == round_id)
    return db.session.scalar(query.order_by(Submission.number.desc()).limit(1))


def receipt_for(actor: Actor, entry_id: str, number: int) -> Submission | None:
    """Return one receipt to a member of the team, else None."""
    query = (
        select(Submission)
        .join(EntryMember, EntryMember.entry_id == Submission.entry_id)
        .where(Submission.entry_id == entry_id, Submission.number == number)
        .where(EntryMember.person_id == actor.person_id)
    )
    return db.session.scalar(query)


def files_named(receipt: Submission) -> Sequence[EntryFile]:
    """Return the files that a receipt names, as they are now."""
    named = [file["file"] for file in receipt.manifest["files"]]
    return db.session.scalars(select(EntryFile).where(EntryFile.id.in_(named)).order_by(EntryFile.id)).all()

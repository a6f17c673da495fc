"""Find out whether a picture looks like one of another entry, of this call or of another by the same hosts."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls.models import CallInstitution
from competition.calls.rules import Part
from competition.entries.models import Entry, EntryFile, Likeness, Resemblance
from competition.entries.queries.likeness import between
from competition.entries.rules.likeness import (
    BANDS,
    FARTHEST,
    MOST_REASON,
    Sameness,
    bands_of,
    distance,
    near,
    says_something,
)
from competition.entries.rules.refusals import EntryNotFound, ReasonMissing, ReasonTooLong

MOST_FOUND = 50


def note(entry: Entry, file: EntryFile, bits: str | None) -> None:
    """Write down how a picture looks, and what it looks like; to be called where the file is made ready."""
    if bits is None or db.session.scalar(select(Likeness.id).where(Likeness.file_id == file.id)):
        return
    if says_something(bits):
        db.session.add_all(_resemblances(entry, file, bits))
    db.session.add(Likeness(id=db.new_id(), file_id=file.id, bits=bits, **bands_of(bits)))


def decide_sameness(actor: Actor, call_id: str, resemblance_id: str, verdict: Sameness, reason: str) -> Resemblance:
    """Say whether two entries are the same work, for all their pictures that look alike; the reason is kept.

    Raises `EntryNotFound` for another call's, `ReasonMissing` and `ReasonTooLong`.
    """
    words = reason.strip()
    if not words or len(words) > MOST_REASON:
        raise ReasonTooLong(most=MOST_REASON) if words else ReasonMissing
    with db.transaction():
        found = between(call_id, resemblance_id)
        if not found:
            raise EntryNotFound
        for one in found:
            one.verdict, one.reason = verdict, words
            one.decided_by, one.decided_at = actor.person_id, actor.at
        first = next(one for one in found if one.id == resemblance_id)
        audit.record(
            actor,
            "likeness.decided",
            f"entry:{first.entry_id}",
            chain=call_id,
            other=first.other_entry_id,
            verdict=str(verdict),
            reason=words,
        )
    return first


def _resemblances(entry: Entry, file: EntryFile, bits: str) -> list[Resemblance]:
    query = (
        select(Likeness.bits, EntryFile.id, EntryFile.entry_id)
        .join(EntryFile, EntryFile.id == Likeness.file_id)
        .join(Entry, Entry.id == EntryFile.entry_id)
        .where(_in_a_band(bits), Entry.id != entry.id, _of_the_same_hosts(entry.call_id))
        .where(EntryFile.removed_at.is_(None) | EntryFile.stands_at.is_not(None))
        .order_by(Likeness.id)
    )
    alike = [(distance(bits, other), other_id, entry_id) for other, other_id, entry_id in db.session.execute(query)]
    nearest = sorted(one for one in alike if one[0] <= FARTHEST)[:MOST_FOUND]
    return [
        Resemblance(
            id=db.new_id(),
            file_id=file.id,
            entry_id=entry.id,
            other_id=other_id,
            other_entry_id=other_entry_id,
            distance=bits_apart,
            found_at=clock.now(),
        )
        for bits_apart, other_id, other_entry_id in nearest
    ]


def _in_a_band(bits: str) -> ColumnElement[bool]:
    wanted = bands_of(bits)
    return or_(*(getattr(Likeness, band).in_(near(wanted[band])) for band in BANDS))


def _of_the_same_hosts(call_id: str) -> ColumnElement[bool]:
    """Tell whether the entry is one of this call, or of a call that an institution hosts which hosts this one."""
    own, theirs = aliased(CallInstitution), aliased(CallInstitution)
    hosted = (
        select(theirs.call_id)
        .join(own, own.institution_id == theirs.institution_id)
        .where(own.call_id == call_id, own.part == Part.host, theirs.part == Part.host)
    )
    return (Entry.call_id == call_id) | Entry.call_id.in_(hosted)

"""What follows the publishing commit, job by job: public copies of the pictures, and letters to every team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from competition import db, queueing, storage
from competition.calls.models import Call
from competition.calls.rules import Feedback
from competition.entries.models import Entry
from competition.entries.queries import makers_of, title_for
from competition.entries.rules import EntryState
from competition.i18n import Texts, pick
from competition.mail import services as mail
from competition.publication.models import PublishedAward, PublishedRecipient, PublishedWork, Release
from competition.publication.rules import joined
from competition.storage.interface import ObjectHeaders

# Consent may be withdrawn: no cache keeps a picture for longer than a minute.
CACHED = "public, max-age=60"
LETTERS_AT_ONCE = 100


def copy_pictures(release_id: str) -> None:
    """Copy the pictures of a published release to their public keys, work by work; those copied before are skipped."""
    query = (
        select(PublishedWork)
        .join(Release, Release.call_id == PublishedWork.call_id)
        .where(Release.id == release_id, PublishedWork.is_copied.is_(False), PublishedWork.has_pictures.is_(True))
        .order_by(PublishedWork.id)
    )
    works = [(work.id, _copies(work)) for work in db.session.scalars(query)]
    db.session.rollback()
    bucket = storage.bucket()
    for work_id, copies in works:
        for source, target in copies:
            bucket.copy(source, target, ObjectHeaders(f"image/{target.rpartition('.')[2]}", CACHED))
        _mark_copied(work_id)


def write_letters(release_id: str, after: str = "") -> None:
    """Put a letter to each member of each team into the outbox, so many entries at a time; the next job goes on."""
    with db.transaction() as session:
        release = session.get(Release, release_id)
        call = session.get(Call, release.call_id) if release else None
        if release is None or call is None:
            raise LookupError(release_id)
        query = (
            select(Entry)
            .where(Entry.call_id == call.id, Entry.state == EntryState.submitted, Entry.id > after)
            .order_by(Entry.id)
        )
        entries = session.scalars(query.limit(LETTERS_AT_ONCE)).all()
        _write(release, call, entries)
        if len(entries) == LETTERS_AT_ONCE:
            last = entries[-1].id
            key = f"publication.write_letters:{release_id}:{last}"
            queueing.schedule("publication.write_letters", key=key, release_id=release_id, after=last)


def _copies(work: PublishedWork) -> list[tuple[str, str]]:
    return [(size["source_key"], size["public_key"]) for picture in work.pictures for size in sizes_of(picture)]


def sizes_of(picture: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all copies of a frozen picture, of whatever format; works published earlier have none as AVIF."""
    return [*picture["sizes"], *picture.get("modern", ())]


def _mark_copied(work_id: str) -> None:
    with db.transaction() as session:
        work = session.get(PublishedWork, work_id, with_for_update=True, populate_existing=True)
        if work is None:
            return
        work.is_copied = work.has_pictures
        if work.withheld.get("pictures"):
            # What was copied may have been withheld in the meantime, after its copies were deleted.
            queueing.schedule("publication.remove_copies", work_id=work_id)


def _write(release: Release, call: Call, entries: Sequence[Entry]) -> None:
    makers, won = makers_of([entry.id for entry in entries]), _won(release.id, [entry.id for entry in entries])
    for entry in entries:
        for person_id, name, address, locale in makers[entry.id]:
            mail.queue_letter(
                "publication/won" if entry.id in won else "publication/announced",
                mail.Recipient(address, name, locale, person_id),
                key=f"released:{release.id}:{entry.id}:{person_id}",
                judged_id=entry.id if release.feedback != Feedback.none else "",
                **_context(call, entry, won.get(entry.id), locale),
            )


@dataclass(frozen=True, slots=True)
class _Won:
    """A winning entry's published work, and what its awards are called."""

    work_id: str
    awards: list[Texts]


def _won(release_id: str, entry_ids: Sequence[str]) -> dict[str, _Won]:
    """Return, for each winning entry, its published work and its awards in their order."""
    query = (
        select(PublishedWork.entry_id, PublishedWork.id, PublishedAward.name)
        .join(PublishedRecipient, PublishedRecipient.work_id == PublishedWork.id)
        .join(PublishedAward, PublishedAward.id == PublishedRecipient.award_id)
        .where(PublishedAward.release_id == release_id, PublishedWork.entry_id.in_(entry_ids))
        .order_by(PublishedAward.position)
    )
    found: dict[str, _Won] = {}
    for entry, work, name in db.session.execute(query):
        found.setdefault(entry, _Won(work, [])).awards.append(name)
    return found


def _context(call: Call, entry: Entry, won: _Won | None, locale: str) -> dict[str, Any]:
    named, title = str(pick(call.title, locale)), str(title_for(entry, locale))
    context = {"call": named, "slug": call.slug, "title": title, "code": entry.code}
    if won:
        awards = joined((str(pick(name, locale)) for name in won.awards), locale)
        context |= {"work_id": won.work_id, "awards": awards}
    return context

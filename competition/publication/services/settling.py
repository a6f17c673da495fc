"""What the public sees of a work follows its makers' consent and their day: written by this one verb, told by jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from competition import clock, db, queueing, storage
from competition.calls.queries import clauses_of
from competition.calls.rules import ClauseKind
from competition.entries.models import Entry
from competition.entries.queries.agreements import consenting
from competition.entries.rules.agreeing import not_before
from competition.facts import ConsentChanged
from competition.publication.models import PublishedWork, Release
from competition.publication.rules.showing import PARTS, showing, split, veil_ends
from competition.publication.services.following import sizes_of


def settle(works: Sequence[PublishedWork], now: datetime) -> None:
    """Show of each work what may be shown now, and come back when that changes by itself."""
    consents = consenting([work.entry_id for work in works], ClauseKind.web, now)
    for work in works:
        seen = showing(
            consents=work.entry_id in consents,
            until=consents.get(work.entry_id),
            veiled_until=work.veiled_until,
            now=now,
        )
        _write(work, *split(_whole(work), seen))
        if seen.changes_at is not None:
            key = f"publication.settle:{work.id}:{seen.changes_at.isoformat()}"
            queueing.schedule("publication.settle_work", due_at=seen.changes_at, key=key, work_id=work.id)


def settle_work(work_id: str) -> None:
    """Look again what may be shown of a work: its veil falls, or its consent has ended."""
    with db.transaction():
        _settle_anew(select(PublishedWork).where(PublishedWork.id == work_id), clock.now())


def on_consent_changed(fact: ConsentChanged) -> None:
    """Take off the public pages what is no longer consented to, and bring back what is again."""
    if fact.use == ClauseKind.web:
        _settle_anew(select(PublishedWork).where(PublishedWork.entry_id == fact.entry_id), clock.now())


def _settle_anew(query: Select[PublishedWork], now: datetime) -> None:
    """Settle works that are published already: their public copies are made or deleted, and every page follows."""
    works = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    had = {work.id for work in works if work.has_pictures}
    settle(works, now)
    for work in works:
        if work.has_pictures == (work.id in had):
            continue
        work.is_copied = False
        if work.has_pictures:
            released = select(Release.id).where(Release.call_id == work.call_id, Release.published_at.is_not(None))
            _follow("copy_pictures", work, now, release_id=db.session.scalars(released).one())
        else:
            _follow("remove_copies", work, now, work_id=work.id)


def _follow(name: str, work: PublishedWork, now: datetime, **arguments: Any) -> None:
    key = f"publication.{name}:{work.id}:{now.isoformat()}"
    queueing.schedule(f"publication.{name}", key=key, **arguments)


def remove_copies(work_id: str) -> None:
    """Delete the public copies of pictures that are withheld; the private ones stay."""
    work = db.session.get(PublishedWork, work_id, populate_existing=True)
    withheld = work.withheld.get("pictures", []) if work else []
    targets = [size["public_key"] for picture in withheld for size in sizes_of(picture)]
    db.session.rollback()
    for key in targets:
        storage.bucket().delete(key)


def veil_of(entry: Entry, zone: str) -> datetime | None:
    """Return until when an entry's pictures are not public, as its makers asked."""
    return veil_ends(not_before(clauses_of(entry.call_id), entry.agreed), zone)


def _whole(work: PublishedWork) -> dict[str, Any]:
    return {name: work.withheld.get(name) or getattr(work, name) for name in PARTS}


def _write(work: PublishedWork, shown: dict[str, Any], withheld: dict[str, Any]) -> None:
    for name, value in shown.items():
        setattr(work, name, value)
    work.withheld, work.has_pictures = withheld, bool(shown["pictures"])

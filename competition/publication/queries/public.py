"""What everyone may see. These read published rows only, and the published call that they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from competition import db, storage
from competition.calls.models import Call
from competition.calls.queries import PUBLIC
from competition.entries.rules.versions import TITLE, Words, frozen_words
from competition.i18n import Picked, Texts, locale, pick
from competition.publication.models import PublishedAward, PublishedRecipient, PublishedWork
from competition.results.rules import HonourKind
from competition.storage import keys

GALLERY_PAGE = 24
# More than there are places among the awards of a call.
_MANY = 1_000_000
PUBLIC_FOLDER = keys.PUBLIC_PREFIX.rstrip("/")


@dataclass(frozen=True, slots=True)
class ShownWork:
    """A published work with its awards and its call."""

    work: PublishedWork
    slug: str
    call: Texts
    time_zone: str
    awards: tuple[PublishedAward, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownAward:
    """A published award with its works; withheld where there are none."""

    award: PublishedAward
    works: tuple[ShownWork, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A work beside another one."""

    id: str
    title: Words


def released_call(slug: str) -> Call | None:
    """Return a call whose winners are published; before that there is no such page."""
    has_awards = select(PublishedAward.id).where(PublishedAward.call_id == Call.id).exists()
    return db.session.scalar(select(Call).where(Call.slug == slug, Call.state.in_(PUBLIC), has_awards))


def released_among(call_ids: Collection[str]) -> frozenset[str]:
    """Return which of these calls have published winners, in one query."""
    query = select(PublishedAward.call_id).where(PublishedAward.call_id.in_(call_ids)).distinct()
    return frozenset(db.session.scalars(query))


def awards_of(call: Call) -> list[ShownAward]:
    """Return the awards of a published call, grand prix first and then in its order, in three queries.

    Each comes with its works by code.
    """
    works = _shown(_works().where(PublishedWork.call_id == call.id).order_by(PublishedWork.code))
    query = select(PublishedAward).where(PublishedAward.call_id == call.id).order_by(PublishedAward.position)
    awards = sorted(db.session.scalars(query), key=lambda award: award.kind != HonourKind.grand_prix)
    return [ShownAward(award, tuple(one for one in works if award in one.awards)) for award in awards]


def gallery(number: int) -> list[ShownWork]:
    """Return one page of the published works that have pictures, newest first."""
    query = (
        _works()
        .where(PublishedWork.has_pictures.is_(True))
        .order_by(PublishedWork.published_at.desc(), PublishedWork.id)
    )
    return _shown(query.limit(GALLERY_PAGE).offset((number - 1) * GALLERY_PAGE))


def count_gallery() -> int:
    """Return how many published works have pictures."""
    query = select(func.count()).select_from(PublishedWork).where(PublishedWork.has_pictures.is_(True))
    return db.session.scalar(query) or 0


def latest_works(limit: int) -> list[ShownWork]:
    """Return the works published last, those with pictures first within one announcement."""
    newest = (PublishedWork.published_at.desc(), PublishedWork.has_pictures.desc(), PublishedWork.call_id)
    return _shown(_works().order_by(*newest, _place(), PublishedWork.code).limit(limit))


def work_by_id(work_id: str) -> ShownWork | None:
    """Return a published work."""
    return next(iter(_shown(_works().where(PublishedWork.id == work_id))), None)


def neighbours_of(work: PublishedWork) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the works before and after one on its winners page."""
    query = (
        select(PublishedWork.id, PublishedWork.title, PublishedWork.locale, PublishedWork.versions)
        .where(PublishedWork.call_id == work.call_id)
        .order_by(_place(), PublishedWork.code)
    )
    rows = [
        Neighbour(work_id, frozen_words(versions.get(TITLE, []), title, written_in, locale()))
        for work_id, title, written_in, versions in db.session.execute(query)
    ]
    place = next(place for place, row in enumerate(rows) if row.id == work.id)
    return rows[place - 1] if place else None, rows[place + 1] if place + 1 < len(rows) else None


def words_of_work(work: PublishedWork, piece: str) -> Words:
    """Return a work's title, statement, or text among its details (by place), for the reader of this page."""
    detail = work.details[int(piece)]["text"] if piece.isdecimal() else {}
    picked = pick(detail) if detail else Picked(work.title if piece == TITLE else work.statement, work.locale)
    return frozen_words(work.versions.get(piece, []), picked.text, picked.locale, locale())


def words_of_picture(work: PublishedWork, picture: Mapping[str, Any], name: str) -> Words:
    """Return what a work's makers say of one of its pictures, for the reader of this page; empty where it is nothing.

    What was published before captions were is silent.
    """
    return frozen_words(picture.get("words", {}).get(name, []), "", work.locale, locale())


def picture_link(work_id: str, number: int, width: int, at: datetime) -> str | None:
    """Return a signed link to one size of a published picture; None for anything else in the bucket."""
    work = db.session.get(PublishedWork, work_id)
    pictures = work.pictures if work else []
    sizes = pictures[number]["sizes"] if number < len(pictures) else []
    key = next((size["source_key"] for size in sizes if size["width"] == width), None)
    return storage.link_signer().preview(key, at).url if key else None


def released_slugs() -> Sequence[str]:
    """Return the addresses of the calls whose winners are published."""
    query = select(Call.slug).join(PublishedAward, PublishedAward.call_id == Call.id).where(Call.state.in_(PUBLIC))
    return db.session.scalars(query.distinct().order_by(Call.slug)).all()


def work_ids() -> Sequence[str]:
    """Return the ids of all published works."""
    return db.session.scalars(
        select(PublishedWork.id).order_by(PublishedWork.published_at.desc(), PublishedWork.id)
    ).all()


def _place() -> ColumnElement[int]:
    """Return the place of a work on its winners page: that of its first award, a grand prix before all others.

    A work whose awards were all withdrawn comes last.
    """
    is_grand = case((PublishedAward.kind == HonourKind.grand_prix, 0), else_=1)
    first = (
        select(func.min(is_grand * _MANY + PublishedAward.position))
        .join(PublishedRecipient, PublishedRecipient.award_id == PublishedAward.id)
        .where(PublishedRecipient.work_id == PublishedWork.id)
        .correlate(PublishedWork)
        .scalar_subquery()
    )
    return func.coalesce(first, 2 * _MANY)


def _works() -> Select[PublishedWork, str, Texts, str]:
    return (
        select(PublishedWork, Call.slug, Call.title, Call.time_zone)
        .join(Call, Call.id == PublishedWork.call_id)
        .where(Call.state.in_(PUBLIC))
    )


def _shown(query: Select[PublishedWork, str, Texts, str]) -> list[ShownWork]:
    """Return works with their awards, in one query more for all of them."""
    rows = db.session.execute(query).all()
    awards = (
        select(PublishedRecipient.work_id, PublishedAward)
        .join(PublishedAward, PublishedAward.id == PublishedRecipient.award_id)
        .where(PublishedRecipient.work_id.in_([row[0].id for row in rows]))
        .order_by(PublishedAward.kind != HonourKind.grand_prix, PublishedAward.position)
    )
    found: defaultdict[str, list[PublishedAward]] = defaultdict(list)
    for work_id, award in db.session.execute(awards):
        found[work_id].append(award)
    return [ShownWork(work, slug, call, zone, tuple(found[work.id])) for work, slug, call, zone in rows]

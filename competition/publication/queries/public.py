"""What everyone may see. These read published rows only, and the published call that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from competition import db, storage
from competition.calls.models import Call
from competition.calls.queries import PUBLIC
from competition.i18n import Texts
from competition.publication.models import PublishedAward, PublishedWork
from competition.storage import keys

GALLERY_PAGE = 24
_PLACE = (PublishedWork.call_id, PublishedAward.position, PublishedWork.code)
PUBLIC_FOLDER = keys.PUBLIC_PREFIX.rstrip("/")


@dataclass(frozen=True, slots=True)
class ShownWork:
    """A published work with its award and its call."""

    work: PublishedWork
    category: Texts
    slug: str
    call: Texts


@dataclass(frozen=True, slots=True)
class ShownAward:
    """A published award with its works; withheld where there are none."""

    id: str
    category: Texts
    works: tuple[ShownWork, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A work beside another one."""

    id: str
    title: str
    locale: str


def released_call(slug: str) -> Call | None:
    """Return a call whose winners are published; before that there is no such page."""
    has_awards = select(PublishedAward.id).where(PublishedAward.call_id == Call.id).exists()
    return db.session.scalar(select(Call).where(Call.slug == slug, Call.state.in_(PUBLIC), has_awards))


def awards_of(call: Call) -> list[ShownAward]:
    """Return the awards of a published call in its order, each with its works by code, in two queries."""
    works = _shown(_works().where(PublishedWork.call_id == call.id).order_by(PublishedWork.code))
    query = select(PublishedAward).where(PublishedAward.call_id == call.id).order_by(PublishedAward.position)
    return [
        ShownAward(award.id, award.category, tuple(one for one in works if one.work.award_id == award.id))
        for award in db.session.scalars(query)
    ]


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
    query = _works().order_by(PublishedWork.published_at.desc(), PublishedWork.has_pictures.desc(), *_PLACE)
    return _shown(query.limit(limit))


def work_by_id(work_id: str) -> ShownWork | None:
    """Return a published work."""
    return next(iter(_shown(_works().where(PublishedWork.id == work_id))), None)


def neighbours_of(work: PublishedWork) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the works before and after one on its winners page."""
    query = (
        select(PublishedWork.id, PublishedWork.title, PublishedWork.locale)
        .join(PublishedAward, PublishedAward.id == PublishedWork.award_id)
        .where(PublishedWork.call_id == work.call_id)
        .order_by(PublishedAward.position, PublishedWork.code)
    )
    rows = [Neighbour(*row) for row in db.session.execute(query)]
    place = next(place for place, row in enumerate(rows) if row.id == work.id)
    return rows[place - 1] if place else None, rows[place + 1] if place + 1 < len(rows) else None


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


def _works() -> Select[PublishedWork, Texts, str, Texts]:
    return (
        select(PublishedWork, PublishedAward.category, Call.slug, Call.title)
        .join(PublishedAward, PublishedAward.id == PublishedWork.award_id)
        .join(Call, Call.id == PublishedWork.call_id)
        .where(Call.state.in_(PUBLIC))
    )


def _shown(query: Select[PublishedWork, Texts, str, Texts]) -> list[ShownWork]:
    return [ShownWork(*row) for row in db.session.execute(query)]

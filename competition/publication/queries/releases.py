"""What a release would announce, whose signatures it has, and who may give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from competition import db
from competition.calls.models import CallInstitution, Category
from competition.calls.queries import categories_of
from competition.calls.rules import Part
from competition.entries.models import Entry
from competition.entries.queries import makers_of
from competition.i18n import Texts
from competition.people.models import Membership, Person
from competition.people.rules import ScopeKind
from competition.publication.models import Release, Signature
from competition.publication.rules import ACTIVE, READERS, Content, ReleaseState, Standing, joined
from competition.results.models import Decision, ScoringRun


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature with its person's name."""

    capacity: str
    person_id: str
    name: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """What will be announced for a category: its winners (none where it is withheld), or that it is still open."""

    category: Texts
    is_decided: bool
    winners: tuple[PlannedWork, ...]


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """A winner before the announcement; `with_pictures` as the makers allowed."""

    code: str
    title: str
    locale: str
    maker: str
    with_pictures: bool


def latest_release(call_id: str) -> Release | None:
    """Return the release of a call that is under way or done, else the one called off last."""
    query = select(Release).where(Release.call_id == call_id).order_by(Release.proposed_at.desc(), Release.id)
    releases = db.session.scalars(query).all()
    return next((one for one in releases if one.state != ReleaseState.called_off), next(iter(releases), None))


def active_release(call_id: str) -> Release | None:
    """Return the release of a call that is under way."""
    return db.session.scalar(select(Release).where(Release.call_id == call_id, Release.state.in_(ACTIVE)))


def is_released(call_id: str) -> bool:
    """Tell whether the winners of a call are published."""
    query = select(Release.id).where(Release.call_id == call_id, Release.state == ReleaseState.published)
    return db.session.scalar(query.limit(1)) is not None


def signatures_of(release_id: str) -> list[Signed]:
    """Return the signatures of a release in the order given."""
    query = (
        select(Signature.capacity, Person.id, Person.name, Signature.signed_at)
        .join(Person, Person.id == Signature.person_id)
        .where(Signature.release_id == release_id)
        .order_by(Signature.signed_at, Signature.id)
    )
    return [Signed(*row) for row in db.session.execute(query)]


def standing_of(person_id: str, call_id: str) -> Standing:
    """Return what a person is on a call, and for whom he stands there."""
    query = select(Membership.role, Membership.institution_id).where(
        Membership.person_id == person_id, Membership.scope_kind == ScopeKind.call, Membership.scope_id == call_id
    )
    rows = db.session.execute(query.order_by(Membership.role))
    return Standing(person_id, tuple((role, institution) for role, institution in rows))


def hosts_of(call_id: str) -> list[str]:
    """Return the ids of a call's hosts, in its order."""
    query = (
        select(CallInstitution.institution_id)
        .where(CallInstitution.call_id == call_id, CallInstitution.part == Part.host)
        .order_by(CallInstitution.position, CallInstitution.institution_id)
    )
    return list(db.session.scalars(query))


def people_of_release(call_id: str) -> Sequence[Person]:
    """Return those who take part in a call's release: organisers, chair, auditors."""
    has_part = select(Membership.person_id).where(
        Membership.scope_kind == ScopeKind.call, Membership.scope_id == call_id, Membership.role.in_(READERS)
    )
    return db.session.scalars(select(Person).where(Person.id.in_(has_part)).order_by(Person.id)).all()


def content_of(call_id: str) -> Content:
    """Return what would be announced now, and on which runs it was decided."""
    computed = (ScoringRun.call_id == call_id, ScoringRun.computed_at.is_not(None))
    newest = select(ScoringRun.id).where(*computed).order_by(ScoringRun.number.desc()).limit(1)
    rows = db.session.execute(
        select(Decision.category_id, Decision.outcome, Decision.entry_id, Entry.state, Decision.run_id)
        .join(Category, Category.id == Decision.category_id)
        .outerjoin(Entry, Entry.id == Decision.entry_id)
        .where(Decision.call_id == call_id)
        .order_by(Category.position, Decision.entry_id)
    ).all()
    return Content(
        call_id=call_id,
        run_id=db.session.scalar(newest),
        run_of_decisions=frozenset(row.run_id for row in rows),
        categories=tuple(category.id for category in categories_of(call_id)),
        decisions=tuple(
            (row.category_id, str(row.outcome), row.entry_id, str(row.state) if row.state else None) for row in rows
        ),
    )


def planned_of(call_id: str) -> list[Planned]:
    """Return what will be announced, category by category, in three queries; for those who release only."""
    rows = db.session.execute(
        select(Decision.category_id, Entry)
        .outerjoin(Entry, Entry.id == Decision.entry_id)
        .where(Decision.call_id == call_id)
        .order_by(Entry.code)
    ).all()
    makers = makers_of([row.Entry.id for row in rows if row.Entry])
    return [
        Planned(
            category=category.name,
            is_decided=any(row.category_id == category.id for row in rows),
            winners=tuple(
                _planned_work(row.Entry, [maker[1] for maker in makers[row.Entry.id]])
                for row in rows
                if row.category_id == category.id and row.Entry
            ),
        )
        for category in categories_of(call_id)
    ]


def _planned_work(entry: Entry, names: list[str]) -> PlannedWork:
    return PlannedWork(entry.code, entry.title, entry.locale, joined(names, entry.locale), entry.may_publish)

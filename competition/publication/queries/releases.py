"""What a release would announce, whose signatures it has, and who may give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from competition import clock, db
from competition.calls.models import CallInstitution
from competition.calls.rules import ClauseKind, Part
from competition.entries.models import Entry
from competition.entries.queries import makers_of, title_for
from competition.entries.queries.agreements import has_consent
from competition.i18n import locale
from competition.people.models import Membership, Person
from competition.people.rules import ScopeKind
from competition.publication.models import Release, Signature
from competition.publication.rules import ACTIVE, READERS, Content, ReleaseState, Standing, joined
from competition.results.models import Decision, Honour, Motion, ScoringRun
from competition.results.queries import NamedHonour, honours_of, motions_of


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature with its person's name."""

    capacity: str
    person_id: str
    name: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """What will be announced for an honour: who receives it (none where it is withheld), or that it is still open."""

    named: NamedHonour
    is_decided: bool
    winners: tuple[PlannedWork, ...]
    motion: Motion | None


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
        select(Decision.honour_id, Decision.outcome, Decision.entry_id, Entry.state, Decision.run_id)
        .join(Honour, Honour.id == Decision.honour_id)
        .outerjoin(Entry, Entry.id == Decision.entry_id)
        .where(Decision.call_id == call_id)
        .order_by(Honour.position, Decision.entry_id)
    ).all()
    return Content(
        call_id=call_id,
        run_id=db.session.scalar(newest),
        run_of_decisions=frozenset(row.run_id for row in rows),
        honours={named.id: _honour_words(named) for named in honours_of(call_id)},
        decisions=tuple(
            (row.honour_id, str(row.outcome), row.entry_id, str(row.state) if row.state else None) for row in rows
        ),
        motions={honour_id: _minutes_words(motion) for honour_id, motion in motions_of(call_id).items()},
    )


def _honour_words(named: NamedHonour) -> dict[str, Any]:
    """Return what the public will read of an honour. Its giver counts as a house, however that house is spelt."""
    honour = named.honour
    giver = honour.giver_id if named.giver else None
    return {"kind": str(honour.kind), "name": named.name, "prize": honour.prize, "giver": giver}


def _minutes_words(motion: Motion) -> dict[str, Any]:
    return {**asdict(motion.minutes), "held_on": motion.held_on.isoformat()}


def planned_of(call_id: str) -> list[Planned]:
    """Return what will be announced, honour by honour, in four queries; for those who release only."""
    on_web = has_consent(ClauseKind.web, clock.now()).label("on_web")
    rows = db.session.execute(
        select(Decision.honour_id, Entry, on_web)
        .outerjoin(Entry, Entry.id == Decision.entry_id)
        .where(Decision.call_id == call_id)
        .order_by(Entry.code)
    ).all()
    entry_ids = sorted({row.Entry.id for row in rows if row.Entry})
    makers = makers_of(entry_ids)
    motions = motions_of(call_id)
    return [
        Planned(
            named=named,
            is_decided=any(row.honour_id == named.id for row in rows),
            winners=tuple(
                _planned_work(row.Entry, [maker[1] for maker in makers[row.Entry.id]], with_pictures=bool(row.on_web))
                for row in rows
                if row.honour_id == named.id and row.Entry
            ),
            motion=motions.get(named.id),
        )
        for named in honours_of(call_id)
    ]


def _planned_work(entry: Entry, names: list[str], *, with_pictures: bool) -> PlannedWork:
    title = title_for(entry, locale())
    return PlannedWork(entry.code, title.text, title.locale, joined(names, entry.locale), with_pictures)

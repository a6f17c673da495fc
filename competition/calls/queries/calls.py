"""Reads of calls, ordered, and scoped to who reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from competition import clock, db, storage
from competition.actor import Actor
from competition.calls.models import Call, CallInstitution, Category, EntryField, Round, RulesVersion
from competition.calls.rules import Calendar, CallState, Draft, Missing, Part, current_of, may_publish
from competition.calls.rules.former import in_reading_order
from competition.people.models import Institution
from competition.people.rules import ORGANISERS, ScopeKind

PUBLIC = (CallState.published, CallState.archived)


@dataclass(frozen=True, slots=True)
class Listed:
    """A call with its hosts, as lists show it."""

    call: Call
    hosts: tuple[Institution, ...]


def call_by_id(call_id: str) -> Call | None:
    """Return a call, whatever its state: the one who asks was let in by a gate."""
    return db.session.get(Call, call_id)


def call_by_slug(slug: str) -> Call | None:
    """Return a call that the public may see; a draft is not there."""
    return db.session.scalar(select(Call).where(Call.slug == slug, Call.state.in_(PUBLIC)))


def own_call_by_slug(slug: str, actor: Actor) -> Call | None:
    """Return a call, a draft too, to those who organise it; to everybody else it is not there."""
    mine = actor.scopes(ScopeKind.call, *ORGANISERS)
    if not mine:
        return None
    return db.session.scalar(select(Call).where(Call.slug == slug, Call.id.in_(mine)))


def published_calls(limit: int | None = None, offset: int = 0, now: datetime | None = None) -> Sequence[Call]:
    """Return the published calls: first those not yet closed, soonest due first, then the past ones, latest first."""
    is_current = Call.closes_at >= (now or clock.now())
    query = (
        select(Call)
        .where(Call.state == CallState.published)
        .order_by(case((is_current, 0), else_=1), case((is_current, Call.due_at)), Call.due_at.desc(), Call.id)
    )
    return db.session.scalars(query.limit(limit).offset(offset)).all()


def count_published() -> int:
    """Return how many calls are published."""
    return db.session.scalar(select(func.count()).select_from(Call).where(Call.state == CallState.published)) or 0


def calls_for(actor: Actor) -> Sequence[Call]:
    """Return the calls that the actor organises, newest first."""
    mine = actor.scopes(ScopeKind.call, *ORGANISERS)
    return db.session.scalars(select(Call).where(Call.id.in_(mine)).order_by(Call.created_at.desc(), Call.id)).all()


def with_hosts(calls: Sequence[Call]) -> list[Listed]:
    """Return calls with their hosts, in one query more for all of them."""
    query = (
        select(CallInstitution.call_id, Institution)
        .join(Institution, Institution.id == CallInstitution.institution_id)
        .where(CallInstitution.call_id.in_([call.id for call in calls]), CallInstitution.part == Part.host)
        .order_by(CallInstitution.position, Institution.id)
    )
    hosts: dict[str, list[Institution]] = {}
    for call_id, institution in db.session.execute(query):
        hosts.setdefault(call_id, []).append(institution)
    return [Listed(call, tuple(hosts.get(call.id, ()))) for call in calls]


def categories_of(call_id: str) -> Sequence[Category]:
    """Return the categories of a call, in its order."""
    return db.session.scalars(select(Category).where(Category.call_id == call_id).order_by(Category.position)).all()


def fields_of(call_id: str, round_id: str | None = None) -> Sequence[EntryField]:
    """Return the questions that are asked of every entry, in the form's order, or those that a later round asks."""
    query = select(EntryField).where(EntryField.call_id == call_id, EntryField.asked_until.is_(None))
    return db.session.scalars(query.where(EntryField.round_id == round_id).order_by(EntryField.position)).all()


def all_fields_of(call_id: str, round_id: str | None = None) -> Sequence[EntryField]:
    """Return these with all that were asked before, in the order in which they are read."""
    query = select(EntryField).where(EntryField.call_id == call_id, EntryField.round_id == round_id)
    return in_reading_order(db.session.scalars(query.order_by(EntryField.position, EntryField.id)).all())


def asked_in_rounds(call_id: str) -> Sequence[EntryField]:
    """Return the questions that later rounds ask."""
    query = select(EntryField).where(EntryField.call_id == call_id, EntryField.round_id.is_not(None))
    return db.session.scalars(query.where(EntryField.asked_until.is_(None)).order_by(EntryField.position)).all()


def field_of(call_id: str, field_id: str) -> EntryField | None:
    """Return a question of this very call that is still asked, of whichever round."""
    query = select(EntryField).where(EntryField.id == field_id, EntryField.call_id == call_id)
    return db.session.scalar(query.where(EntryField.asked_until.is_(None)))


def rules_of(call_id: str) -> Sequence[RulesVersion]:
    """Return the rules of a call as they stood, the newest first."""
    query = select(RulesVersion).where(RulesVersion.call_id == call_id).order_by(RulesVersion.number.desc())
    return db.session.scalars(query).all()


def newest_rules_of(call_id: str) -> RulesVersion | None:
    """Return the rules that stand now; None where a call has none."""
    query = select(RulesVersion).where(RulesVersion.call_id == call_id).order_by(RulesVersion.number.desc())
    return db.session.scalar(query.limit(1))


def rounds_of(call_id: str) -> Sequence[Round]:
    """Return the rounds of judging, in order."""
    return db.session.scalars(select(Round).where(Round.call_id == call_id).order_by(Round.position)).all()


def first_round_of(call_id: str) -> Round | None:
    """Return the first round of a call: the one whose dates stand in its calendar."""
    return next(iter(rounds_of(call_id)), None)


def round_of(call_id: str, position: int | None, at: datetime) -> Round | None:
    """Return the round of a call at a position, from 1; without one the round that is on at `at`."""
    rounds = rounds_of(call_id)
    if position is None:
        return current_of(rounds, at)
    return next((one for one in rounds if one.position == position), None)


def institutions_of(call_id: str) -> list[tuple[CallInstitution, Institution]]:
    """Return who takes part in a call, hosts and partners, each part in the call's order."""
    query = (
        select(CallInstitution, Institution)
        .join(Institution, Institution.id == CallInstitution.institution_id)
        .where(CallInstitution.call_id == call_id)
        .order_by(CallInstitution.position, Institution.id)
    )
    return [(part, institution) for part, institution in db.session.execute(query)]


def logos_of(institutions: Iterable[Institution], now: datetime) -> dict[str, str]:
    """Return where the logos of institutions are, by institution; those that have none are left out."""
    return {one.id: storage.public_link(one.logo_key, now) for one in institutions if one.logo_key}


def known_institutions(actor: Actor) -> Sequence[Institution]:
    """Return the institutions that take part in the actor's calls: those he may choose again."""
    mine = actor.scopes(ScopeKind.call, *ORGANISERS)
    taking_part = select(CallInstitution.institution_id).where(CallInstitution.call_id.in_(mine))
    query = select(Institution).where(Institution.id.in_(taking_part)).order_by(Institution.created_at, Institution.id)
    return db.session.scalars(query).all()


def calendar_of(call: Call, scored: Round | None) -> Calendar:
    """Return the dates of a call with those of its round, as one calendar."""
    return Calendar(
        opens_at=call.opens_at,
        due_at=call.due_at,
        closes_at=call.closes_at,
        judging_opens_at=scored.opens_at if scored else None,
        judging_closes_at=scored.closes_at if scored else None,
        announcement_at=call.announcement_at,
        fix_by_at=call.fix_by_at,
        pay_by_at=call.pay_by_at,
        ship_by_at=call.ship_by_at,
    )


def missing_of(call: Call, now: datetime) -> list[Missing]:
    """Return what a call lacks for its publication at `now`."""
    hosts = select(func.count()).where(CallInstitution.call_id == call.id, CallInstitution.part == Part.host)
    categories = select(func.count()).where(Category.call_id == call.id)
    asked = (EntryField.asked_until.is_(None), EntryField.round_id.is_(None))
    fields = select(func.count()).where(EntryField.call_id == call.id, *asked)
    counts = [count.scalar_subquery() for count in (hosts, categories, fields)]
    calendar = calendar_of(call, first_round_of(call.id))
    found = db.session.execute(select(*counts)).one()
    draft = Draft(call.languages, call.title, call.summary, found[0], found[1], found[2], calendar)
    return may_publish(draft, now)

"""What the organisers of a call see of its jury."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import aliased

from competition import db
from competition.calls.models import Category, Round
from competition.entries.models import Entry, EntryMember
from competition.entries.queries import before_jury, title_for
from competition.i18n import Texts, locale
from competition.judging.models import Assignment, Pledge, ScoreSheet
from competition.judging.queries.rubric import counts, is_in
from competition.judging.rules.panel import PLEDGE_VERSION, Progress
from competition.judging.rules.queue import WorkState, work_state
from competition.judging.rules.sheets import SheetState
from competition.people.models import Institution, Invitation, Membership, Person
from competition.people.rules import Role, ScopeKind


@dataclass(frozen=True, slots=True)
class Juror:
    """A juror of a call with his pledge, if he gave it, and how far he is."""

    person: Person
    pledge: Pledge | None
    progress: Progress


@dataclass(frozen=True, slots=True)
class Recusal:
    """Who stepped back from which entry, and why, in his own words."""

    name: str
    locale: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class HandRow:
    """An entry as the page of one juror's assignments lists it. `state` is None where it does not lie before him."""

    entry_id: str
    code: str
    title: str
    locale: str
    category: Texts
    jurors: int
    is_own: bool
    state: WorkState | None


def jurors_of(call_id: str) -> Sequence[Person]:
    """Return the jurors of a call, by name."""
    query = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.scope_kind == ScopeKind.call, Membership.scope_id == call_id, Membership.role == Role.juror)
        .order_by(Person.name, Person.id)
    )
    return db.session.scalars(query).all()


def judges_of(call_id: str) -> Sequence[Person]:
    """Return the jurors and chairs of a call, each once, by name: all who take part in what the jury says of a work."""
    judging = select(Membership.person_id).where(
        Membership.scope_kind == ScopeKind.call,
        Membership.scope_id == call_id,
        Membership.role.in_((Role.juror, Role.chair)),
    )
    return db.session.scalars(select(Person).where(Person.id.in_(judging)).order_by(Person.name, Person.id)).all()


def panel_of(call_id: str, round_id: str | None) -> list[Juror]:
    """Return the jurors of a call, each with his pledge and progress, by name, in three queries."""
    progress = progress_of(round_id) if round_id else {}
    query = select(Pledge).where(Pledge.call_id == call_id, Pledge.text_version == PLEDGE_VERSION)
    pledges = {pledge.person_id: pledge for pledge in db.session.scalars(query)}
    return [Juror(person, pledges.get(person.id), progress.get(person.id, Progress())) for person in jurors_of(call_id)]


def jury_hosts(call_id: str) -> dict[str, Texts]:
    """Return the names of the hosts in whose name jurors were asked, by person."""
    query = (
        select(Membership.person_id, Institution.name)
        .join(Institution, Institution.id == Membership.institution_id)
        .where(Membership.scope_kind == ScopeKind.call, Membership.scope_id == call_id, Membership.role == Role.juror)
    )
    return {one.person_id: one.name for one in db.session.execute(query)}


def invitations_of(call_id: str) -> Sequence[Invitation]:
    """Return the invitations to the jury that wait for an answer, newest first."""
    query = (
        select(Invitation)
        .where(Invitation.scope_kind == ScopeKind.call, Invitation.scope_id == call_id)
        .where(Invitation.role == Role.juror, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
        .order_by(Invitation.created_at.desc(), Invitation.id)
    )
    return db.session.scalars(query).all()


def progress_of(round_id: str) -> dict[str, Progress]:
    """Return how far each juror of a round is, by person, in two queries. Sheets count as in the results."""
    submitted = func.count().filter(ScoreSheet.state == SheetState.submitted)
    begun = func.count().filter(ScoreSheet.state == SheetState.draft)
    query = (
        select(Assignment.juror_id, func.count(), submitted, begun)
        .join(Entry, Entry.id == Assignment.entry_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id, *counts())
        .group_by(Assignment.juror_id)
    )
    recused = _recusals(round_id)
    found = {row[0]: Progress(row[1], row[2], row[3], recused.pop(row[0], 0)) for row in db.session.execute(query)}
    return {**found, **{juror: Progress(recused=number) for juror, number in recused.items()}}


def recusals_of(round_id: str) -> list[Recusal]:
    """Return the recusals of a round, by juror and code, in one query."""
    query = (
        select(Person.name, Person.locale, Entry.code, Assignment.recusal_reason)
        .join(Person, Person.id == Assignment.juror_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Assignment.round_id == round_id, Assignment.recused_at.is_not(None))
        .order_by(Person.name, Person.id, Entry.code)
    )
    return [Recusal(*row) for row in db.session.execute(query)]


def _recusals(round_id: str) -> dict[str, int]:
    query = (
        select(Assignment.juror_id, func.count())
        .where(Assignment.round_id == round_id, Assignment.recused_at.is_not(None))
        .group_by(Assignment.juror_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def hand_rows(scored: Round, juror_id: str) -> list[HandRow]:
    """Return the entries of a round by code, with where each stands with one juror, in one query."""
    laid = (Assignment.entry_id == Entry.id) & (Assignment.round_id == scored.id) & (Assignment.juror_id == juror_id)
    own = (EntryMember.entry_id == Entry.id) & (EntryMember.person_id == juror_id)
    query = (
        select(Entry, Category.name, _jurors_on(scored.id), EntryMember.id, Assignment, ScoreSheet.state)
        .outerjoin(Category, Category.id == Entry.category_id)
        .outerjoin(EntryMember, own)
        .outerjoin(Assignment, laid)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Entry.call_id == scored.call_id, before_jury(), is_in(scored))
        .order_by(Entry.code)
    )
    return [_hand_row((*row,)) for row in db.session.execute(query)]


def _jurors_on(round_id: str) -> ScalarSelect[int]:
    other = aliased(Assignment)
    query = select(func.count()).where(
        other.round_id == round_id, other.entry_id == Entry.id, other.recused_at.is_(None)
    )
    return query.correlate(Entry).scalar_subquery()


def _hand_row(row: tuple[Entry, Texts | None, int, str | None, Assignment | None, SheetState | None]) -> HandRow:
    entry, category, jurors, member, laid, sheet = row
    title = title_for(entry, locale())
    return HandRow(
        entry_id=entry.id,
        code=entry.code,
        title=title.text,
        locale=title.locale,
        category=category or {},
        jurors=jurors,
        is_own=member is not None,
        state=work_state(laid.recused_at, sheet) if laid else None,
    )

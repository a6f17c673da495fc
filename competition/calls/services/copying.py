"""A call once more, for its next edition: a draft with the same hosts, words, categories, questions, rounds and rules.

Every column is copied but those that `LEFT_OUT` names: a new one is copied by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls import queries
from competition.calls.models import (
    Call,
    CallInstitution,
    Category,
    Clause,
    ClauseWording,
    EntryField,
    Fee,
    FeeSchedule,
    Round,
)
from competition.calls.rules import CallState, ShownIf, categories_of, condition_of
from competition.calls.rules.calendar import a_year_later
from competition.calls.rules.conditions import CATEGORIES
from competition.calls.rules.refusals import SlugTaken
from competition.calls.services.lifecycle import free_slug
from competition.calls.services.loading import call_to_read, write
from competition.people.queries import house_stood_for
from competition.people.rules import Role
from competition.people.services.memberships import grant_role

# What a copy does not take over, by table: what it is by itself, and what has happened to its model.
LEFT_OUT: dict[type[db.Base], frozenset[str]] = {
    Call: frozenset({"id", "slug", "state", "published_at", "created_at", "version"}),
    CallInstitution: frozenset({"id", "call_id"}),
    Category: frozenset({"id", "call_id"}),
    Round: frozenset({"id", "call_id"}),
    EntryField: frozenset({"id", "call_id", "asked_until", "replaces"}),
    FeeSchedule: frozenset({"call_id", "is_charged", "version"}),
    Fee: frozenset({"id", "call_id"}),
    Clause: frozenset({"id", "call_id", "created_at", "version"}),
}
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


@dataclass
class Copied:
    """A copy in the making: `ids` maps what was copied to its copy; dates are moved by `shift`."""

    call_id: str
    shift: Callable[[datetime], datetime]
    ids: dict[str, str] = field(default_factory=dict)

    def values(self, row: db.Base, left_out: frozenset[str]) -> dict[str, Any]:
        """Return the columns of a copy: dates are moved, and what names a copied row names its copy."""
        return {name: self._of(value) for name, value in db.values_of(row, *left_out).items()}

    def _of(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return self.shift(value)
        return self.ids.get(value, value) if isinstance(value, str) else value


def copy_call(actor: Actor, call_id: str) -> Copied:
    """Copy a call into a draft that the actor owns, its dates as many years later as lets it still open.

    The dates are a proposal: the same weekday at the same hour. A year in the title is the year of the new edition.
    """
    call = call_to_read(actor, call_id)
    with db.transaction() as session:
        years = _years_until_open(call, clock.now())
        shift = partial(a_year_later, zone=call.time_zone, years=years)
        copied = Copied(db.new_id(), shift)
        values = copied.values(call, LEFT_OUT[Call])
        values["title"] = {code: _years_on(text, years) for code, text in call.title.items()}
        copy = Call(id=copied.call_id, state=CallState.draft, created_at=clock.now(), **values)
        copy.slug = free_slug(copy.title, copy.id)
        session.add(copy)
        write(SlugTaken)
        for kind in (CallInstitution, Category, Round):
            _copy_rows(copied, call.id, kind)
        _copy_questions(copied, call.id)
        _copy_fees(copied, call.id)
        _copy_clauses(copied, call.id)
        standing_for = house_stood_for(str(actor.person_id), call.id)
        grant_role(actor, str(actor.person_id), copy.id, Role.owner, institution_id=standing_for)
        audit.record(actor, "call.copied", f"call:{copy.id}", chain=copy.id, source=call.id)
    return copied


def _copy_rows(copied: Copied, call_id: str, kind: Any) -> None:
    for row in db.session.scalars(select(kind).where(kind.call_id == call_id).order_by(kind.position)):
        copied.ids[row.id] = db.new_id()
        values = copied.values(row, LEFT_OUT[kind])
        db.session.add(kind(id=copied.ids[row.id], call_id=copied.call_id, **values))
    db.session.flush()


def _copy_questions(copied: Copied, call_id: str) -> None:
    """Copy what is asked today, in all rounds; conditions and categories name the copies."""
    rows = [*queries.fields_of(call_id), *queries.asked_in_rounds(call_id)]
    copied.ids |= {row.id: db.new_id() for row in rows}
    for row in rows:
        copy = EntryField(id=copied.ids[row.id], call_id=copied.call_id, **copied.values(row, LEFT_OUT[EntryField]))
        condition, categories = condition_of(row.options), categories_of(row.options)
        if condition:
            question = copied.ids.get(condition.question, condition.question)
            copy.options = {**copy.options, **ShownIf(question, condition.answers).stored()}
        if categories:
            copy.options = {**copy.options, CATEGORIES: [copied.ids.get(one, one) for one in categories]}
        db.session.add(copy)
    db.session.flush()


def _copy_clauses(copied: Copied, call_id: str) -> None:
    """Copy what is agreed to today; each wording begins anew with its first version."""
    for one in queries.clauses_of(call_id):
        row = db.session.get_one(Clause, one.id)
        copied.ids[row.id], values = db.new_id(), copied.values(row, LEFT_OUT[Clause])
        now = clock.now()
        db.session.add(Clause(id=copied.ids[row.id], call_id=copied.call_id, created_at=now, **values))
        db.session.flush()
        db.session.add(ClauseWording(clause_id=copied.ids[row.id], version=1, text=dict(one.text), written_at=now))


def _copy_fees(copied: Copied, call_id: str) -> None:
    schedule = db.session.get(FeeSchedule, call_id)
    if schedule is not None:
        db.session.add(FeeSchedule(call_id=copied.call_id, **copied.values(schedule, LEFT_OUT[FeeSchedule])))
    for row in db.session.scalars(select(Fee).where(Fee.call_id == call_id)):
        db.session.add(Fee(id=db.new_id(), call_id=copied.call_id, **copied.values(row, LEFT_OUT[Fee])))
    db.session.flush()


def _years_until_open(call: Call, now: datetime) -> int:
    """Return after how many years the call would be due in the future; one at least."""
    years = 1
    while call.due_at is not None and a_year_later(call.due_at, call.time_zone, years) <= now:
        years += 1
    return years


def _years_on(text: str, years: int) -> str:
    return _YEAR.sub(lambda found: str(int(found[0]) + years), text)

"""Set the dates of a call and of its categories; once it is published, every move is logged, shown and announced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from competition import audit, db
from competition.actor import Actor
from competition.calls import queries
from competition.calls.models import Call, Category, DateMove, Round
from competition.calls.rules import (
    CallState,
    EditCalendar,
    EditOwnDates,
    Move,
    check_rounds,
    is_time_zone,
    out_of_order,
    require_reason,
    told,
    with_own,
)
from competition.calls.rules.refusals import DatesMissing, DatesOutOfOrder, UnknownZone
from competition.calls.services.loading import call_to_change, changes, row_of
from competition.facts import DeadlineMoved

Changes = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class _Why:
    """Which category moved its dates (none: the call), and the reason in the language it was given in."""

    category_id: str | None
    reason: str
    locale: str


def edit_calendar(actor: Actor, call_id: str, command: EditCalendar) -> None:
    """Set a call's dates. Once it is published the calendar stays whole, and each move is told.

    Raises `ReasonNeeded` where a date that entrants count on would come earlier after the call has opened.
    """
    with db.transaction():
        call = call_to_change(actor, call_id, command.version)
        rounds = queries.rounds_of(call.id)
        scored, opened = rounds[0] if rounds else None, call.opens_at
        _require_dates(call, command)
        _require_categories(call, command)
        zone = changes(call, {"time_zone": command.time_zone})
        moved = _set_dates(call, scored, command)
        check_rounds(command.calendar, rounds)
        why = _Why(None, command.reason, command.locale)
        audit.record(
            actor, "call.dates_set", f"call:{call.id}", chain=call.id, changes={**zone, **moved}, reason=command.reason
        )
        _tell(actor, call, opened, moved, why)


def edit_own_dates(actor: Actor, call_id: str, category_id: str, command: EditOwnDates) -> None:
    """Set the dates of a category that stand in place of its call's; an empty one is the call's again."""
    with db.transaction():
        call = call_to_change(actor, call_id, command.version)
        row = row_of(call, Category, category_id)
        calendar = queries.calendar_of(call, queries.first_round_of(call.id))
        wrong = out_of_order(with_own(calendar, command.dates))
        if wrong:
            raise DatesOutOfOrder(dates=wrong)
        before = dict(queries.own_dates(row).named())
        changes(row, dict(command.dates.named()))
        # What an entrant is held to: his category's date, else the call's.
        moved = {
            name: [before[name] or getattr(calendar, name), at or getattr(calendar, name)]
            for name, at in command.dates.named()
            if (before[name] or getattr(calendar, name)) != (at or getattr(calendar, name))
        }
        why = _Why(row.id, command.reason, command.locale)
        audit.record(
            actor, "category.dates_set", f"category:{row.id}", chain=call.id, changes=moved, reason=command.reason
        )
        _tell(actor, call, call.opens_at, moved, why)


def _require_dates(call: Call, command: EditCalendar) -> None:
    if not is_time_zone(command.time_zone):
        raise UnknownZone(zone=command.time_zone)
    wrong = out_of_order(command.calendar)
    if wrong:
        raise DatesOutOfOrder(dates=wrong)
    missing = command.calendar.missing()
    if missing and call.state != CallState.draft:
        raise DatesMissing(dates=list(missing))


def _require_categories(call: Call, command: EditCalendar) -> None:
    """Refuse dates between which those of a category have no place."""
    for category in queries.categories_of(call.id):
        wrong = out_of_order(with_own(command.calendar, queries.own_dates(category)))
        if wrong:
            raise DatesOutOfOrder(dates=wrong)


def _set_dates(call: Call, scored: Round | None, command: EditCalendar) -> dict[str, list[datetime | None]]:
    """Write the dates where they belong, on the call and on its round; return what moved, by the calendar's names."""
    dates = dict(command.calendar.named())
    opens, closes = dates.pop("judging_opens_at"), dates.pop("judging_closes_at")
    moved = changes(call, dates)
    if scored is not None:
        judging = changes(scored, {"opens_at": opens, "closes_at": closes})
        moved |= {f"judging_{name}": change for name, change in judging.items()}
    return moved


def _tell(actor: Actor, call: Call, opened_at: datetime | None, changed: Changes, why: _Why) -> None:
    """Keep each move for the call's page, and let the domains after this one know; a draft's dates move silently."""
    if call.state != CallState.published or not changed:
        return
    moves = [Move(name, before, after) for name, (before, after) in changed.items()]
    require_reason(moves, opened_at, actor.at, reason=why.reason)
    change_id, shown = db.new_id(), told(moves)
    for move in moves:
        if move in shown:
            db.session.add(_row(actor, call, move, why, change_id))
        fact = DeadlineMoved(call.id, move.name, move.before, move.after, why.category_id, change_id * (move in shown))
        db.announce(fact)


def _row(actor: Actor, call: Call, move: Move, why: _Why, change_id: str) -> DateMove:
    return DateMove(
        id=db.new_id(),
        call_id=call.id,
        category_id=why.category_id,
        change_id=change_id,
        name=move.name,
        before=move.before,
        after=move.after,
        reason={why.locale: why.reason} if why.reason else {},
        moved_at=actor.at,
    )

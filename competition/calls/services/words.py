"""A call's words, its calendar and its rule of release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import exists, select

from competition import audit, db
from competition.actor import Actor
from competition.calls import queries
from competition.calls.models import Call, Round, RulesVersion
from competition.calls.rules import (
    CallState,
    ChooseReleaseRule,
    EditCalendar,
    EditTexts,
    check_rounds,
    is_slug,
    is_time_zone,
    languages_without,
    out_of_order,
)
from competition.calls.rules.refusals import (
    BadSlug,
    BadTexts,
    DatesMissing,
    DatesOutOfOrder,
    SlugLocked,
    SlugTaken,
    UnknownZone,
)
from competition.calls.services.loading import call_to_change, changes, write
from competition.facts import DeadlineMoved


def edit_texts(actor: Actor, call_id: str, command: EditTexts) -> None:
    """Write a call's words. The title stands in each of its languages; the summary too once it is published."""
    with db.transaction():
        call = call_to_change(actor, call_id, command.version)
        _require_texts(call, command)
        _require_slug(call, command.slug)
        wanted: dict[str, Any] = {"languages": list(command.languages), "slug": command.slug}
        for name in ("title", "summary", "brief", "rules"):
            wanted[name] = {code: text for code, text in getattr(command, name).items() if text}
        found = changes(call, wanted)
        audit.record(actor, "call.reworded", f"call:{call.id}", chain=call.id, changes=found)
        write(SlugTaken)
        if call.state != CallState.draft and "rules" in found:
            publish_rules(actor, call)


def publish_rules(actor: Actor, call: Call) -> None:
    """Let the rules of a call stand as they are now written, under the next number, beside those before."""
    newest = queries.newest_rules_of(call.id)
    if not call.rules and newest is None:
        return
    number = newest.number + 1 if newest else 1
    row = RulesVersion(id=db.new_id(), call_id=call.id, number=number, text=dict(call.rules), published_at=actor.at)
    db.session.add(row)
    audit.record(actor, "rules.published", f"call:{call.id}", chain=call.id, number=number)


def edit_calendar(actor: Actor, call_id: str, command: EditCalendar) -> None:
    """Set a call's dates. Once it is published the calendar stays whole, and each move is announced downstream."""
    with db.transaction():
        call = call_to_change(actor, call_id, command.version)
        rounds = queries.rounds_of(call.id)
        scored = rounds[0] if rounds else None
        _require_dates(call, command)
        zone = changes(call, {"time_zone": command.time_zone})
        moved = _set_dates(call, scored, command)
        check_rounds(command.calendar, rounds)
        audit.record(actor, "call.dates_set", f"call:{call.id}", chain=call.id, changes={**zone, **moved})
        if call.state == CallState.published:
            for name, (before, after) in moved.items():
                if after is not None:
                    db.announce(DeadlineMoved(call.id, name, before, after))


def choose_release_rule(actor: Actor, call_id: str, command: ChooseReleaseRule) -> None:
    """Say whose signatures a release of this call needs, and what entrants get after it."""
    with db.transaction():
        call = call_to_change(actor, call_id, command.version)
        after = {"complaint_days": command.complaint_days, "feedback": command.feedback}
        found = changes(call, {"release_rule": command.rule, **after})
        audit.record(actor, "call.release_rule_chosen", f"call:{call.id}", chain=call.id, changes=found)


def _require_texts(call: Call, command: EditTexts) -> None:
    if not command.languages or languages_without(command.title, command.languages):
        raise BadTexts(at="title")
    if call.state != CallState.draft and languages_without(command.summary, command.languages):
        raise BadTexts(at="summary")


def _require_slug(call: Call, slug: str) -> None:
    if slug == call.slug:
        return
    if call.state != CallState.draft:
        raise SlugLocked
    if not is_slug(slug):
        raise BadSlug
    if db.session.scalar(select(exists().where(Call.slug == slug))):
        raise SlugTaken


def _require_dates(call: Call, command: EditCalendar) -> None:
    if not is_time_zone(command.time_zone):
        raise UnknownZone(zone=command.time_zone)
    wrong = out_of_order(command.calendar)
    if wrong:
        raise DatesOutOfOrder(dates=wrong)
    missing = command.calendar.missing()
    if missing and call.state != CallState.draft:
        raise DatesMissing(dates=list(missing))


def _set_dates(call: Call, scored: Round | None, command: EditCalendar) -> dict[str, list[datetime | None]]:
    """Write the dates where they belong, on the call and on its round; return what moved, by the calendar's names."""
    dates = dict(command.calendar.named())
    opens, closes = dates.pop("judging_opens_at"), dates.pop("judging_closes_at")
    moved = changes(call, dates)
    if scored is not None:
        judging = changes(scored, {"opens_at": opens, "closes_at": closes})
        moved |= {f"judging_{name}": change for name, change in judging.items()}
    return moved

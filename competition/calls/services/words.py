"""A call's words, its calendar and its rule of release."""

from __future__ import annotations

from typing import Any

from sqlalchemy import exists, select

from competition import audit, db
from competition.actor import Actor
from competition.calls import queries
from competition.calls.models import Call, RulesVersion
from competition.calls.rules import (
    CallState,
    ChooseReleaseRule,
    EditTexts,
    is_slug,
    languages_without,
)
from competition.calls.rules.refusals import (
    BadSlug,
    BadTexts,
    SlugLocked,
    SlugTaken,
)
from competition.calls.services.loading import call_to_change, changes, write


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

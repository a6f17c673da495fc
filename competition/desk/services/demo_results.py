"""The demo's jury at work, and the results of the call that is over."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from competition import queueing
from competition.actor import Actor
from competition.calls.queries import first_round_of
from competition.desk.services import demo_honours
from competition.desk.services.stage import Stage, Thing
from competition.i18n import Texts, pick
from competition.judging import services
from competition.judging.queries.rubric import criteria_of
from competition.judging.queries.seat import queue_of
from competition.judging.rules.dealing import DealCommand
from competition.judging.rules.panel import PledgeCommand
from competition.judging.rules.sheets import SheetCommand
from competition.people.rules import Role
from competition.publication import services as publication
from competition.publication.queries.feedback import choices_of
from competition.publication.rules import ReleaseComments
from competition.results import services as results_services
from competition.results.rules import Advance
from competition.results.rules.advancing import AdvanceBy, AdvanceRule

SEED = 570
PER_ENTRY = 3
MOST_COMMENTS = 100


def load(stage: Stage) -> None:
    """Let the jury of each call that is past its close pledge, be dealt entries and score; announce what is over."""
    for one in stage.calls:
        if one["stage"] in {"draft", "open"}:
            continue
        call_id = stage.id_of("call", one["key"])
        _deal(stage, call_id, one)
        _score(stage, call_id, one, share=1.0 if one["stage"] == "announced" else 0.6)
        if one["stage"] == "announced":
            _announce(stage, call_id, one)
        else:
            _let_go_on(stage, call_id, one)


def _let_go_on(stage: Stage, call_id: str, one: Thing) -> None:
    """Compute what stands so far, and let those whom the content names go on into the round that asks them for more."""
    owner = stage.actor(_members(one, Role.owner)[0])
    run_id = results_services.compute(owner, call_id)
    chosen = {stage.ids["entry", entry["key"]] for entry in _entries_of(stage, one) if entry.get("goes_on")}
    command = Advance(run_id, AdvanceRule(AdvanceBy.hand), frozenset(chosen), one["goes_on_reason"])
    results_services.advance(owner, call_id, command)


def _members(one: Thing, *roles: Role) -> list[str]:
    return [member["person"] for member in one["members"] if member["role"] in roles]


def _judging(stage: Stage, one: Thing) -> datetime:
    opens = stage.calendars[one["key"]].judging_opens_at or stage.now
    return opens + timedelta(hours=20)


def _deal(stage: Stage, call_id: str, one: Thing) -> None:
    at = _judging(stage, one)
    for juror in _members(one, Role.juror):
        pledge = PledgeCommand(keeps_confidence=True, keeps_conduct=True, may_be_named=True)
        services.accept_pledge(stage.actor(juror, at), call_id, pledge)
    owner = stage.actor(_members(one, Role.owner)[0], at)
    proposal_id = services.request_deal(owner, call_id, DealCommand(PER_ENTRY, str(SEED)))
    services.work_out(proposal_id)
    services.apply_deal(owner, call_id, proposal_id)


def _score(stage: Stage, call_id: str, one: Thing, share: float) -> None:
    """Score by each entry's quality, each juror's severity and chance; a share below 1 leaves work to the newcomer."""
    chance = random.Random(SEED)  # noqa: S311 - the demo's marks shall be the same each time
    quality = {stage.ids["entry", entry["key"]]: entry["quality"] for entry in _entries_of(stage, one)}
    scored = first_round_of(call_id)
    round_id = scored.id if scored else ""
    criteria, comments = criteria_of(round_id), _comments_of(stage, one)
    for juror in _members(one, Role.juror):
        severity, at = chance.gauss(0, 0.5), _judging(stage, one)
        queue = queue_of(round_id, stage.id_of("person", juror))
        for work in queue[: round(len(queue) * share)]:
            at += timedelta(minutes=chance.randint(4, 19))
            level = 1 + 4 * quality[work.entry_id] - severity
            marks = {line.id: _mark(level + chance.gauss(0, 0.5), line.lowest, line.highest) for line in criteria}
            actor, words = stage.actor(juror, at), next(comments.get(work.entry_id, iter(())), {})
            command = SheetCommand(version=0, marks=marks, comment=str(pick(words, actor.locale)))
            services.hand_in(actor, work.assignment_id, command)


def _mark(level: float, lowest: int, highest: int) -> int:
    return max(lowest, min(highest, round(lowest + (level - 1) * (highest - lowest) / 4)))


def _entries_of(stage: Stage, one: Thing) -> list[Thing]:
    return [entry for entry in stage.content("entries") if entry["call"] == one["key"]]


def _comments_of(stage: Stage, one: Thing) -> dict[str, Iterator[Texts]]:
    """Return what jurors write on entries, the first to score the first: each in his own language."""
    return {stage.ids["entry", entry["key"]]: iter(entry.get("comments", ())) for entry in _entries_of(stage, one)}


def _release_comments(actor: Actor, call_id: str) -> None:
    """Let the chair release all comments on an entry but one, if there are several."""
    choices = sorted(choices_of(call_id, MOST_COMMENTS), key=lambda one: one.digest)
    entries = [one.comment.entry_id for one in choices]
    kept_back = {
        one.comment.sheet_id
        for place, one in enumerate(choices)
        if entries.index(one.comment.entry_id) == place and entries.count(one.comment.entry_id) > 1
    }
    shown = {one.comment.sheet_id: one.digest for one in choices}
    publication.release_comments(actor, call_id, ReleaseComments(shown, frozenset(shown) - kept_back))


def _announce(stage: Stage, call_id: str, one: Thing) -> None:
    """Compute, decide what the rules propose, sign by all whom the call asks, and let the job publish."""
    due = stage.calendars[one["key"]].announcement_at or stage.now
    at = due - timedelta(days=1)
    owner = stage.actor(_members(one, Role.owner)[0], at)
    run_id = results_services.compute(owner, call_id)
    demo_honours.decide(owner, call_id, run_id)
    _release_comments(stage.actor(_members(one, Role.chair)[0], at), call_id)
    publication.propose_release(owner, call_id, due)
    for person in _members(one, Role.owner, Role.organiser, Role.chair, Role.auditor):
        publication.sign_if_asked(stage.actor(person, at), call_id)
    queueing.services.run_due()

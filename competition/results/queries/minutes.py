"""The minutes of a meeting: what they are drawn up from, their versions, and who signed them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from competition import db
from competition.calls.models import Call, Round
from competition.entries.models import Entry
from competition.judging.models import Assignment, Conflict, ScoreSheet
from competition.judging.queries import rules_of
from competition.judging.queries.editions import editions_of
from competition.judging.queries.panel import recusals_of
from competition.judging.rules import ConflictState, SheetState
from competition.people.models import Person
from competition.results.models import Meeting, MinutesSignature, MinutesVersion
from competition.results.queries.decisions import shown_awards
from competition.results.queries.meeting import members_of, notes_of, votes_of
from competition.results.queries.runs import latest_run

# Raised when what minutes hold changes in shape.
FORMAT = 1


def versions_of(meeting_id: str) -> Sequence[MinutesVersion]:
    """Return the versions of a meeting's minutes, the newest first."""
    query = select(MinutesVersion).where(MinutesVersion.meeting_id == meeting_id)
    return db.session.scalars(query.order_by(MinutesVersion.number.desc())).all()


def signatures_of(minutes_id: str) -> list[tuple[str, str, datetime]]:
    """Return who signed a version of minutes: person, name and instant, in the order of signing."""
    query = (
        select(Person.id, Person.name, MinutesSignature.signed_at)
        .join(Person, Person.id == MinutesSignature.person_id)
        .where(MinutesSignature.minutes_id == minutes_id)
        .order_by(MinutesSignature.signed_at, Person.name)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def content_of(meeting: Meeting, remarks: str) -> dict[str, Any]:
    """Return what the minutes of a meeting hold, as JSON: works by codes, and of makers nothing.

    Why somebody stepped back, or is in conflict, they do not say: it may name a maker, and he may want it forgotten.
    """
    call, scored = db.session.get_one(Call, meeting.call_id), db.session.get_one(Round, meeting.round_id)
    return {
        "format": FORMAT,
        "call": dict(call.title),
        "round": dict(scored.name),
        "zone": call.time_zone,
        "began_at": meeting.began_at.isoformat(),
        "ended_at": meeting.ended_at.isoformat() if meeting.ended_at else None,
        "members": [{"name": one.person.name, "present": one.is_present} for one in members_of(meeting)],
        "recusals": [{"code": one.code, "juror": one.name} for one in recusals_of(scored.id)],
        "conflicts": _conflicts(call.id),
        "set_aside": _set_aside(scored.id),
        "rubric": _rubric(scored.id),
        **_said(meeting.id),
        "votes": _votes(meeting.id),
        "run": _run(scored.id),
        "decisions": _decisions(call.id),
        "remarks": remarks,
    }


def _rubric(round_id: str) -> dict[str, Any]:
    rules, ended = rules_of(round_id), [one.edition for one in editions_of(round_id)]
    earlier = [{"version": one.number, "reason": one.reason, "until": one.ended_at.isoformat()} for one in ended]
    return {"version": rules.edition if rules else 1, "earlier": earlier}


def _said(meeting_id: str) -> dict[str, Any]:
    """Return what was written down, and who changed his marks."""
    found = notes_of(meeting_id)
    return {
        "notes": [{"code": code, "text": note.text} for note, code, _by in found if not note.is_correction],
        "corrections": [
            {"code": code, "juror": by, "reason": note.text} for note, code, by in found if note.is_correction
        ],
    }


def _conflicts(call_id: str) -> list[dict[str, Any]]:
    query = (
        select(Entry.code, Person.name)
        .select_from(Conflict)
        .join(Entry, Entry.id == Conflict.entry_id)
        .join(Person, Person.id == Conflict.juror_id)
        .where(Conflict.call_id == call_id, Conflict.state == ConflictState.confirmed)
        .order_by(Entry.code, Person.name)
    )
    return [{"code": code, "juror": name} for code, name in db.session.execute(query)]


def _set_aside(round_id: str) -> list[dict[str, Any]]:
    """Return how many sheets that were handed in count no longer, by juror."""
    gone = Assignment.set_aside_at.is_not(None) | Assignment.recused_at.is_not(None)
    query = (
        select(Person.name, func.count())
        .join(Assignment, Assignment.juror_id == Person.id)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id, gone, ScoreSheet.state == SheetState.submitted)
        .group_by(Person.id, Person.name)
        .order_by(Person.name, Person.id)
    )
    return [{"juror": row[0], "sheets": row[1]} for row in db.session.execute(query)]


def _votes(meeting_id: str) -> list[dict[str, Any]]:
    return [
        {
            "number": one.vote.number,
            "code": one.code,
            "text": one.vote.text,
            "in_favour": one.vote.in_favour,
            "against": one.vote.against,
            "abstained": one.vote.abstained,
        }
        for one in votes_of(meeting_id)
        if one.vote.closed_at
    ]


def _run(round_id: str) -> dict[str, Any] | None:
    run = latest_run(round_id)
    return {"number": run.number, "method": run.method, "digest": run.inputs_digest} if run else None


def _decisions(call_id: str) -> list[dict[str, Any]]:
    return [
        {
            "honour": dict(one.named.name),
            "codes": [each.code for each in one.decided if each.code],
            "withheld": any(not each.code for each in one.decided),
            "motion": one.motion.text if one.motion else "",
        }
        for one in shown_awards(call_id)
        if one.decided
    ]

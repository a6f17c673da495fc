"""Meetings of the jury: what is on the screen, who is there, what was moved and voted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from competition import db
from competition.calls.models import Call, Round
from competition.entries.models import Entry
from competition.judging.models import Assignment, ScoreSheet
from competition.judging.queries.binding import bound_pairs, is_bound
from competition.judging.queries.rubric import counts
from competition.judging.rules.sheets import SheetState
from competition.people.models import Membership, Person
from competition.people.rules import ScopeKind
from competition.results.models import Attendance, CastVote, DiscussionNote, Meeting, Vote
from competition.results.rules.decisions import Minutes, is_carried
from competition.results.rules.meeting import MEMBERS


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the jury, and whether he came to the meeting."""

    person: Person
    is_present: bool


@dataclass(frozen=True, slots=True)
class Given:
    """The marks of a work as the screen reveals them: each juror's score of 0 to 100, highest first, without names."""

    scores: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Return their mean."""
        return mean(self.scores)

    @property
    def deviation(self) -> float:
        """Return the deviation of the sample; 0 for one alone."""
        return stdev(self.scores) if len(self.scores) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A vote with the code of the work that it is about, and how many ballots were cast."""

    vote: Vote
    code: str
    cast: int


def open_meeting_of(call_id: str) -> Meeting | None:
    """Return the meeting of a call that has not ended."""
    return db.session.scalar(select(Meeting).where(Meeting.call_id == call_id, Meeting.ended_at.is_(None)))


def meetings_of(call_id: str) -> Sequence[Meeting]:
    """Return the meetings of a call, the newest first."""
    query = select(Meeting).where(Meeting.call_id == call_id).order_by(Meeting.began_at.desc(), Meeting.id)
    return db.session.scalars(query).all()


def meeting_of(call_id: str, meeting_id: str) -> Meeting | None:
    """Return a meeting of this very call."""
    return db.session.scalar(select(Meeting).where(Meeting.id == meeting_id, Meeting.call_id == call_id))


def members_of(meeting: Meeting) -> list[Member]:
    """Return the members of the jury by name, and whoever else came while he was one; in one query."""
    role = (
        select(Membership.person_id)
        .where(Membership.scope_kind == ScopeKind.call, Membership.scope_id == meeting.call_id)
        .where(Membership.role.in_(MEMBERS))
    )
    came = (Attendance.person_id == Person.id) & (Attendance.meeting_id == meeting.id)
    query = (
        select(Person, Attendance.came_at)
        .outerjoin(Attendance, came)
        .where(Person.id.in_(role) | Attendance.came_at.is_not(None))
        .order_by(Person.name, Person.id)
    )
    return [Member(person, came_at is not None) for person, came_at in db.session.execute(query)]


def is_present(meeting_id: str, person_id: str | None) -> bool:
    """Tell whether a person came to a meeting."""
    return db.session.get(Attendance, (meeting_id, person_id)) is not None


def votes_of(meeting_id: str) -> list[VoteLine]:
    """Return the votes of a meeting in their order, in one query."""
    cast = select(func.count()).where(CastVote.vote_id == Vote.id).correlate(Vote).scalar_subquery()
    query = (
        select(Vote, func.coalesce(Entry.code, ""), cast)
        .outerjoin(Entry, Entry.id == Vote.entry_id)
        .where(Vote.meeting_id == meeting_id)
        .order_by(Vote.number)
    )
    return [VoteLine(*row) for row in db.session.execute(query)]


def open_vote_of(meeting_id: str) -> Vote | None:
    """Return the vote of a meeting that is not closed."""
    return db.session.scalar(select(Vote).where(Vote.meeting_id == meeting_id, Vote.closed_at.is_(None)))


def ballots_of(vote_id: str) -> dict[str, Any]:
    """Return what each member said to a motion."""
    query = select(CastVote.person_id, CastVote.choice).where(CastVote.vote_id == vote_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def notes_of(meeting_id: str) -> list[tuple[DiscussionNote, str, str]]:
    """Return what was written down in a meeting, each with the work's code and the writer's name, in one query."""
    query = (
        select(DiscussionNote, func.coalesce(Entry.code, ""), Person.name)
        .outerjoin(Entry, Entry.id == DiscussionNote.entry_id)
        .join(Person, Person.id == DiscussionNote.written_by)
        .where(DiscussionNote.meeting_id == meeting_id)
        .order_by(DiscussionNote.written_at, DiscussionNote.id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def shut_out(call_id: str, entry_id: str | None) -> frozenset[str]:
    """Return who is bound to a work."""
    return frozenset(person for entry, person in bound_pairs(call_id) if entry == entry_id)


def given_to(round_id: str, entry_id: str) -> Given | None:
    """Return the scores of a work in a round, of sheets that count; None where there are none."""
    query = (
        select(ScoreSheet.score)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Assignment.round_id == round_id, Assignment.entry_id == entry_id, *counts())
        .where(ScoreSheet.state == SheetState.submitted, ScoreSheet.score.is_not(None))
        .order_by(ScoreSheet.score.desc())
    )
    scores = tuple(float(score) for score in db.session.scalars(query) if score is not None)
    return Given(scores) if scores else None


def carried_of(call: Call) -> dict[str, Minutes]:
    """Return the newest motion that was carried for each honour, as a decision takes it."""
    query = (
        select(Vote.honour_id, Vote.text, Vote.in_favour, Vote.against, Vote.abstained, Vote.closed_at)
        .join(Meeting, Meeting.id == Vote.meeting_id)
        .where(Meeting.call_id == call.id, Vote.honour_id.is_not(None), Vote.closed_at.is_not(None))
        .order_by(Vote.closed_at, Vote.number)
    )
    found: dict[str, Minutes] = {}
    for row in db.session.execute(query):
        day = row.closed_at.astimezone(ZoneInfo(call.time_zone)).date()
        motion = Minutes(row.text, row.in_favour, row.against, row.abstained, day)
        if is_carried(motion, day):
            found[row.honour_id] = motion
    return found


def round_of_meeting(meeting: Meeting) -> Round:
    """Return the round that a meeting is about."""
    return db.session.get_one(Round, meeting.round_id)


def codes_bound(call_id: str, person_id: str | None) -> frozenset[str]:
    """Return the codes of the works that a person is bound to."""
    query = select(Entry.code).where(Entry.call_id == call_id, is_bound(person_id))
    return frozenset(db.session.scalars(query))

"""Hold a meeting of the jury: show works, reveal their marks, write down what is said, vote."""

from __future__ import annotations

from sqlalchemy import func, select

from competition import audit, db
from competition.actor import Actor
from competition.calls.queries import round_of
from competition.errors import NotFound
from competition.facts import MarksCorrected
from competition.judging import services as judging_services
from competition.judging.queries import entries_in
from competition.judging.queries.binding import bound_to
from competition.judging.rules import MarksAreHidden
from competition.judging.rules.rubric import RoundIsMissing
from competition.judging.rules.sheets import SheetCommand
from competition.people.rules import ScopeKind
from competition.results import queries
from competition.results.models import Attendance, CastVote, DiscussionNote, Honour, Meeting, Vote
from competition.results.queries import meeting as meetings
from competition.results.rules.meeting import (
    MEMBERS,
    Choice,
    IsBound,
    MeetingIsOpen,
    Move,
    NoMeeting,
    NothingShown,
    NotPresent,
    VoteIsClosed,
    VoteIsOpen,
    checked_words,
    tally_of,
)
from competition.results.services.access import lock, require_decider


def open_meeting(actor: Actor, call_id: str, position: int | None = None) -> str:
    """Open a meeting about a round; return its id. Who opens it is there, if he is a member."""
    require_decider(actor, call_id)
    with db.transaction() as session:
        lock(call_id)
        if meetings.open_meeting_of(call_id):
            raise MeetingIsOpen
        scored = round_of(call_id, position, actor.at)
        if scored is None:
            raise RoundIsMissing
        row = Meeting(id=db.new_id(), call_id=call_id, round_id=scored.id, began_at=actor.at, began_by=actor.person_id)
        session.add(row)
        session.flush()
        audit.record(actor, "meeting.opened", f"meeting:{row.id}", chain=call_id, round=scored.id)
        if actor.has_role(ScopeKind.call, call_id, *MEMBERS):
            attend(actor, call_id)
        return row.id


def end_meeting(actor: Actor, call_id: str) -> None:
    """End the meeting; its minutes can be drawn up then."""
    require_decider(actor, call_id)
    with db.transaction():
        meeting = _open(call_id)
        if meetings.open_vote_of(meeting.id):
            raise VoteIsOpen
        meeting.ended_at, meeting.entry_id, meeting.is_revealed = actor.at, None, False
        audit.record(actor, "meeting.ended", f"meeting:{meeting.id}", chain=call_id)


def attend(actor: Actor, call_id: str) -> None:
    """Say that a member is there; saying it again changes nothing."""
    with db.transaction():
        if not actor.has_role(ScopeKind.call, call_id, *MEMBERS):
            raise NotFound
        meeting = _open(call_id)
        row = {"meeting_id": meeting.id, "person_id": actor.person_id, "came_at": actor.at}
        if db.insert_once(Attendance, ("meeting_id", "person_id"), **row):
            audit.record(actor, "meeting.attended", f"meeting:{meeting.id}", chain=call_id)


def show_entry(actor: Actor, call_id: str, code: str) -> None:
    """Put a work of the round on the screen, its marks hidden; none with an empty code."""
    require_decider(actor, call_id)
    with db.transaction():
        meeting = _open(call_id)
        entries = {one.code: one.id for one in entries_in(meetings.round_of_meeting(meeting))} if code else {}
        if code and code not in entries:
            raise NotFound
        if code and entries[code] in bound_to(call_id, actor.person_id):
            raise IsBound
        meeting.entry_id, meeting.is_revealed = entries.get(code), False


def reveal(actor: Actor, call_id: str) -> None:
    """Show the marks of the work on the screen, as far as the rules of the round do not hide them."""
    require_decider(actor, call_id)
    with db.transaction():
        meeting = _shown(actor, call_id)
        if not queries.are_marks_open(meetings.round_of_meeting(meeting), actor.at):
            raise MarksAreHidden
        meeting.is_revealed = True
        audit.record(actor, "marks.revealed", f"meeting:{meeting.id}", chain=call_id, entry=meeting.entry_id)


def write_note(actor: Actor, call_id: str, text: str) -> None:
    """Write down what was said of the work on the screen, or in general where there is none."""
    require_decider(actor, call_id)
    text = checked_words(text)
    with db.transaction():
        meeting = _open(call_id)
        _note(actor, meeting, text)


def put_to_vote(actor: Actor, call_id: str, move: Move) -> str:
    """Put a motion to the vote; return the vote's id."""
    require_decider(actor, call_id)
    text = checked_words(move.text)
    with db.transaction() as session:
        meeting = _shown(actor, call_id) if move.is_about_entry else _open(call_id)
        if meetings.open_vote_of(meeting.id):
            raise VoteIsOpen
        if move.honour_id and getattr(session.get(Honour, move.honour_id), "call_id", None) != call_id:
            raise NotFound
        number = (session.scalar(select(func.max(Vote.number)).where(Vote.meeting_id == meeting.id)) or 0) + 1
        row = Vote(id=db.new_id(), meeting_id=meeting.id, number=number, text=text, honour_id=move.honour_id)
        row.entry_id, row.opened_by, row.opened_at = _about(meeting, move), str(actor.person_id), actor.at
        session.add(row)
        session.flush()
        log = {"text": text, "entry": row.entry_id, "honour": move.honour_id}
        audit.record(actor, "vote.opened", f"vote:{row.id}", chain=call_id, **log)
        return row.id


def cast(actor: Actor, call_id: str, vote_id: str, choice: Choice) -> None:
    """Vote, or vote otherwise: a member who is there and not bound to the work, until the vote is closed."""
    with db.transaction() as session:
        if not actor.has_role(ScopeKind.call, call_id, *MEMBERS):
            raise NotFound
        meeting = _open(call_id)
        vote = _vote(meeting, vote_id)
        if vote.closed_at is not None:
            raise VoteIsClosed
        if not meetings.is_present(meeting.id, actor.person_id):
            raise NotPresent
        if actor.person_id in meetings.shut_out(call_id, vote.entry_id):
            raise IsBound
        ballot = session.get(CastVote, (vote.id, actor.person_id)) or CastVote(
            vote_id=vote.id, person_id=actor.person_id
        )
        ballot.choice, ballot.cast_at = choice, actor.at
        session.add(ballot)


def close_vote(actor: Actor, call_id: str, vote_id: str) -> None:
    """Close a vote and count it; ballots of whoever is bound to the work by now do not count."""
    require_decider(actor, call_id)
    with db.transaction():
        meeting = _open(call_id)
        vote = _vote(meeting, vote_id)
        if vote.closed_at is not None:
            return
        shut = meetings.shut_out(call_id, vote.entry_id)
        if actor.person_id in shut:
            raise IsBound
        tally = tally_of(meetings.ballots_of(vote.id), shut)
        vote.in_favour, vote.against, vote.abstained = tally.in_favour, tally.against, tally.abstained
        vote.closed_at = actor.at
        log = {"in_favour": tally.in_favour, "against": tally.against, "abstained": tally.abstained}
        audit.record(actor, "vote.closed", f"vote:{vote.id}", chain=call_id, **log)


def correct_marks(actor: Actor, call_id: str, command: SheetCommand, reason: str) -> None:
    """Change the juror's own marks of the work on the screen, as the meeting agreed; the minutes tell that he did.

    Once the winners are published it is refused: what is public rests on these marks.
    """
    with db.transaction():
        meeting = _shown(actor, call_id)
        if not meetings.is_present(meeting.id, actor.person_id):
            raise NotPresent
        db.announce(MarksCorrected(call_id))
        judging_services.correct(actor, meeting.round_id, str(meeting.entry_id), command, reason)
        _note(actor, meeting, reason.strip(), is_correction=True)


def _note(actor: Actor, meeting: Meeting, text: str, *, is_correction: bool = False) -> None:
    if meeting.entry_id and meeting.entry_id in bound_to(meeting.call_id, actor.person_id):
        raise IsBound
    row = DiscussionNote(id=db.new_id(), meeting_id=meeting.id, entry_id=meeting.entry_id, text=text)
    row.is_correction, row.written_by, row.written_at = is_correction, str(actor.person_id), actor.at
    db.session.add(row)


def _open(call_id: str) -> Meeting:
    """Return the meeting that is on, alone at it until the end of the verb."""
    lock(call_id)
    meeting = meetings.open_meeting_of(call_id)
    if meeting is None:
        raise NoMeeting
    db.session.refresh(meeting)
    return meeting


def _shown(actor: Actor, call_id: str) -> Meeting:
    """Return the meeting that is on with a work on its screen, to which the actor is not bound."""
    meeting = _open(call_id)
    if meeting.entry_id is None:
        raise NothingShown
    if meeting.entry_id in bound_to(call_id, actor.person_id):
        raise IsBound
    return meeting


def _about(meeting: Meeting, move: Move) -> str | None:
    return meeting.entry_id if move.is_about_entry else None


def _vote(meeting: Meeting, vote_id: str) -> Vote:
    vote = db.session.get(Vote, vote_id, populate_existing=True)
    if vote is None or vote.meeting_id != meeting.id:
        raise NotFound
    return vote

"""Draw the minutes of a meeting up, and sign them."""

from __future__ import annotations

import hashlib

from competition import audit, db
from competition.actor import Actor
from competition.errors import NotFound
from competition.people.rules import ScopeKind
from competition.results.models import Meeting, MinutesSignature, MinutesVersion
from competition.results.queries import meeting as meetings
from competition.results.queries import minutes as queries
from competition.results.rules.meeting import (
    MEMBERS,
    MOST_WORDS,
    MeetingIsOpen,
    MinutesChanged,
    NeedsFactor,
    NotPresent,
    WordsMissing,
)
from competition.results.services.access import lock, require_decider


def draw_up(actor: Actor, call_id: str, meeting_id: str, remarks: str = "") -> int:
    """Draw the minutes of a meeting up as things stand; return the number of their newest version.

    Where nothing has changed there is no new version. A new one needs all signatures anew.
    """
    require_decider(actor, call_id)
    remarks = remarks.strip()
    if len(remarks) > MOST_WORDS:
        raise WordsMissing(most=MOST_WORDS)
    with db.transaction() as session:
        meeting = _meeting(call_id, meeting_id)
        if meeting.ended_at is None:
            raise MeetingIsOpen
        content = queries.content_of(meeting, remarks)
        digest = hashlib.sha256(audit.canonical(content).encode()).hexdigest()
        newest = next(iter(queries.versions_of(meeting.id)), None)
        if newest and newest.digest == digest:
            return newest.number
        row = MinutesVersion(id=db.new_id(), meeting_id=meeting.id, number=newest.number + 1 if newest else 1)
        row.content, row.digest, row.drawn_by, row.drawn_at = content, digest, str(actor.person_id), actor.at
        session.add(row)
        session.flush()
        log = {"number": row.number, "digest": digest}
        audit.record(actor, "minutes.drawn_up", f"meeting:{meeting.id}", chain=call_id, **log)
        return row.number


def sign_minutes(actor: Actor, call_id: str, meeting_id: str, seen_digest: str) -> None:
    """Sign what a member read, with a second factor just shown; signing again changes nothing.

    Refused where a newer version was drawn up meanwhile, and to whoever was not at the meeting.
    """
    if not actor.has_role(ScopeKind.call, call_id, *MEMBERS):
        raise NotFound
    if not actor.fresh_second_factor:
        raise NeedsFactor
    with db.transaction():
        meeting = _meeting(call_id, meeting_id)
        if not meetings.is_present(meeting.id, actor.person_id):
            raise NotPresent
        newest = next(iter(queries.versions_of(meeting.id)), None)
        if newest is None or newest.digest != seen_digest:
            raise MinutesChanged
        row = {"minutes_id": newest.id, "person_id": actor.person_id, "digest": seen_digest, "signed_at": actor.at}
        if db.insert_once(MinutesSignature, ("minutes_id", "person_id"), **row):
            log = {"number": newest.number, "digest": seen_digest}
            audit.record(actor, "minutes.signed", f"meeting:{meeting.id}", chain=call_id, **log)


def _meeting(call_id: str, meeting_id: str) -> Meeting:
    lock(call_id)
    meeting = meetings.meeting_of(call_id, meeting_id)
    if meeting is None:
        raise NotFound
    db.session.refresh(meeting)
    return meeting

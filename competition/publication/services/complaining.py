"""Complain of a result, and answer."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from competition import audit, clock, db
from competition.actor import Actor
from competition.errors import NotFound
from competition.people.rules import ScopeKind
from competition.publication.models import Complaint
from competition.publication.queries import complaints
from competition.publication.rules import (
    READERS,
    AnsweredAlready,
    ComplainedAlready,
    ComplaintsClosed,
    NoWords,
    may_complain,
)


def complain(actor: Actor, call_id: str, entry_id: str, text: str) -> str:
    """Complain for an entry of one's own team, once, while the days for it last; return the complaint's id."""
    with db.transaction() as session:
        own = {one.entry.id: one for one in complaints.own_entries(actor.person_id or "", call_id)}
        if entry_id not in own:
            raise NotFound
        if not may_complain(complaints.complaints_end(call_id), actor.at):
            raise ComplaintsClosed
        if not text.strip():
            raise NoWords
        row = Complaint(
            id=db.new_id(),
            call_id=call_id,
            entry_id=entry_id,
            text=text,
            filed_by=actor.person_id,
            filed_at=clock.now(),
        )
        session.add(row)
        try:
            session.flush()
        except IntegrityError as error:
            raise ComplainedAlready from error
        audit.record(actor, "complaint.filed", f"complaint:{row.id}", chain=call_id, entry=entry_id, text=text)
        return row.id


def answer_complaint(actor: Actor, call_id: str, complaint_id: str, text: str) -> None:
    """Answer a complaint, once; its team reads the answer where it complained."""
    if not actor.has_role(ScopeKind.call, call_id, *READERS):
        raise NotFound
    with db.transaction() as session:
        query = select(Complaint).where(Complaint.id == complaint_id, Complaint.call_id == call_id).with_for_update()
        row = session.scalar(query.execution_options(populate_existing=True))
        if row is None:
            raise NotFound
        if row.answered_at is not None:
            raise AnsweredAlready
        if not text.strip():
            raise NoWords
        row.answer, row.answered_by, row.answered_at = text, actor.person_id, clock.now()
        audit.record(actor, "complaint.answered", f"complaint:{row.id}", chain=call_id, text=text)

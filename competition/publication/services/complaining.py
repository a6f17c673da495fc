"""Complain of a result, and answer."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from competition import audit, clock, db, mail
from competition.actor import Actor
from competition.calls.models import Call
from competition.entries.models import Entry
from competition.entries.queries import makers_of, title_for
from competition.errors import NotFound
from competition.i18n import pick
from competition.people.rules import ScopeKind
from competition.publication.models import Complaint
from competition.publication.queries import complaints
from competition.publication.queries.releases import people_of_release
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
        _tell(row, own[entry_id].entry)
        return row.id


def _tell(row: Complaint, entry: Entry) -> None:
    """Send the team a receipt, and tell those who release the results that there is something to answer.

    What is complained of stands in the receipt only: the notice leads to the page.
    """
    call = db.session.get_one(Call, row.call_id)
    for person_id, name, address, locale in makers_of([entry.id])[entry.id]:
        mail.queue_letter(
            "publication/complaint_received",
            mail.Recipient(address, name, locale, person_id),
            key=f"complaint-received:{row.id}:{person_id}",
            call=str(pick(call.title, locale)),
            slug=call.slug,
            title=str(title_for(entry, locale)),
            code=entry.code,
            text=row.text,
            filed_at=row.filed_at.isoformat(),
            zone=call.time_zone,
        )
    for person in people_of_release(call.id):
        mail.queue_letter(
            "publication/complaint_filed",
            mail.Recipient(person.email, person.name, person.locale, person.id),
            key=f"complaint-filed:{row.id}:{person.id}",
            call=str(pick(call.title, person.locale)),
            call_id=call.id,
            code=entry.code,
        )


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
        _tell_answer(row)
        audit.record(actor, "complaint.answered", f"complaint:{row.id}", chain=call_id, text=text)


def _tell_answer(row: Complaint) -> None:
    """Write to the team that there is an answer; its words stand on the page alone."""
    call, entry = db.session.get_one(Call, row.call_id), db.session.get_one(Entry, row.entry_id)
    for person_id, name, address, locale in makers_of([entry.id])[entry.id]:
        mail.queue_letter(
            "publication/complaint_answered",
            mail.Recipient(address, name, locale, person_id),
            key=f"complaint-answered:{row.id}:{person_id}",
            call=str(pick(call.title, locale)),
            slug=call.slug,
            title=str(title_for(entry, locale)),
            code=entry.code,
        )

"""What a person who is erased asked the organisers of calls."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from competition import db
from competition.calls.models import Inquiry, InquiryMessage, JurorNaming
from competition.facts import PersonErased


def on_person_erased(fact: PersonErased) -> None:
    """Empty the threads that he began. What he answered others as an organiser is theirs, and what all read stays.

    No call names him any more.
    """
    own = select(Inquiry.id).where(Inquiry.person_id == fact.person_id)
    db.session.execute(update(InquiryMessage).where(InquiryMessage.inquiry_id.in_(own)).values(text=""))
    db.session.execute(update(Inquiry).where(Inquiry.person_id == fact.person_id).values(waits_since=None))
    db.session.execute(delete(JurorNaming).where(JurorNaming.person_id == fact.person_id))

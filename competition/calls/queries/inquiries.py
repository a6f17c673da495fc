"""Reads of what is asked of a call's organisers, and of what they answered to all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from competition import db
from competition.calls.models import Inquiry, InquiryMessage, PublicAnswer
from competition.people.models import Person


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """A thread in the organisers' list: who asks, the first words that wait or the last that were said."""

    inquiry: Inquiry
    name: str
    locale: str
    messages: int
    last_at: datetime
    last_text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message with its author's name."""

    number: int
    name: str
    is_answer: bool
    text: str
    locale: str
    sent_at: datetime


def own_inquiry(call_id: str, person_id: str) -> Inquiry | None:
    """Return a person's thread at a call, if he asked anything."""
    return db.session.scalar(select(Inquiry).where(Inquiry.call_id == call_id, Inquiry.person_id == person_id))


def inquiry_of(call_id: str, inquiry_id: str) -> tuple[Inquiry, Person] | None:
    """Return a thread of this very call with the person who asks."""
    query = select(Inquiry, Person).join(Person, Person.id == Inquiry.person_id)
    row = db.session.execute(query.where(Inquiry.id == inquiry_id, Inquiry.call_id == call_id)).first()
    return (row[0], row[1]) if row else None


def said_in(inquiry_id: str) -> list[Said]:
    """Return the messages of a thread in their order."""
    query = (
        select(InquiryMessage, Person.name)
        .join(Person, Person.id == InquiryMessage.author_id)
        .where(InquiryMessage.inquiry_id == inquiry_id)
        .order_by(InquiryMessage.number)
    )
    return [
        Said(one.number, name, one.is_answer, one.text, one.locale, one.sent_at)
        for one, name in db.session.execute(query)
    ]


def inquiries_of(call_id: str) -> list[InquiryLine]:
    """Return the threads of a call, in one query: those that wait first, the longest wait before the others."""
    last = (
        select(InquiryMessage.inquiry_id, func.max(InquiryMessage.number).label("number"))
        .group_by(InquiryMessage.inquiry_id)
        .subquery()
    )
    query = (
        select(Inquiry, Person.name, InquiryMessage)
        .join(Person, Person.id == Inquiry.person_id)
        .join(last, last.c.inquiry_id == Inquiry.id)
        .join(
            InquiryMessage,
            (InquiryMessage.inquiry_id == Inquiry.id) & (InquiryMessage.number == last.c.number),
        )
        .where(Inquiry.call_id == call_id)
        .order_by(Inquiry.waits_since.is_(None), Inquiry.waits_since, InquiryMessage.sent_at.desc(), Inquiry.id)
    )
    return [
        InquiryLine(inquiry, name, message.locale, message.number, message.sent_at, message.text)
        for inquiry, name, message in db.session.execute(query)
    ]


def answers_of(call_id: str, *, drafts: bool = False) -> Sequence[PublicAnswer]:
    """Return the answers to all, latest first; with `drafts` those too that nobody reads yet, before the others."""
    query = select(PublicAnswer).where(PublicAnswer.call_id == call_id)
    if not drafts:
        query = query.where(PublicAnswer.published_at.is_not(None))
    order = (PublicAnswer.published_at.is_not(None), PublicAnswer.published_at.desc(), PublicAnswer.created_at.desc())
    return db.session.scalars(query.order_by(*order, PublicAnswer.id)).all()

"""Ask the organisers of a call, answer one person, answer all."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls import queries
from competition.calls.models import Call, Inquiry, InquiryMessage, PublicAnswer
from competition.calls.rules import (
    MOST_MESSAGES,
    Ask,
    CallState,
    TooManyMessages,
    WriteAnswer,
    check_answer_for_all,
)
from competition.calls.rules.refusals import AddressNotConfirmed
from competition.calls.services.loading import call_to_read, changes
from competition.errors import NotFound, Stale
from competition.facts import AnswerPublished
from competition.mail import Recipient, queue_letter
from competition.people.models import Person
from competition.people.queries import people_with_role
from competition.people.rules import ORGANISERS


def ask(actor: Actor, call_id: str, command: Ask) -> None:
    """Send a message to the organisers of a published call; sending the same again changes nothing."""
    if not actor.email_confirmed:
        raise AddressNotConfirmed
    with db.transaction() as session:
        call = session.scalar(select(Call).where(Call.id == call_id, Call.state == CallState.published))
        if call is None:
            raise NotFound
        inquiry = _thread(session, call_id, str(actor.person_id))
        message = _say(session, actor, inquiry, command, is_answer=False)
        if message is None:
            return
        inquiry.waits_since = inquiry.waits_since or message.sent_at
        for person in {one.id: one for role in ORGANISERS for one in people_with_role(call_id, role)}.values():
            _tell(person, "calls/asked", call, message, inquiry_id=inquiry.id)


def reply(actor: Actor, call_id: str, inquiry_id: str, command: Ask) -> None:
    """Answer one person; sending the same again changes nothing."""
    call = call_to_read(actor, call_id)
    with db.transaction() as session:
        found = queries.inquiry_of(call_id, inquiry_id)
        if found is None:
            raise NotFound
        inquiry = session.get_one(Inquiry, inquiry_id, with_for_update=True, populate_existing=True)
        message = _say(session, actor, inquiry, command, is_answer=True)
        if message is None:
            return
        inquiry.waits_since = None
        _tell(found[1], "calls/answered", call, message)
        audit.record(actor, "inquiry.answered", f"inquiry:{inquiry.id}", chain=call_id, number=message.number)


def write_answer(actor: Actor, call_id: str, answer_id: str | None, command: WriteAnswer) -> str:
    """Write an answer to all, or change one; the first time it is published those whom it concerns are told.

    One that is published can become a draft again; publishing it anew tells nobody twice.
    """
    call = call_to_read(actor, call_id)
    check_answer_for_all(command, call.languages)
    with db.transaction() as session:
        row = _answer(session, call_id, answer_id)
        if row.version != command.version and answer_id:
            raise Stale(newest=row.version)
        wanted = {
            name: {code: text for code, text in getattr(command, name).items() if text}
            for name in ("question", "answer")
        }
        found = changes(row, wanted)
        row.version += 1 if answer_id else 0
        if not command.is_published:
            row.published_at = None
        elif row.published_at is None:
            row.published_at = clock.now()
            db.announce(AnswerPublished(call_id, row.id))
        session.add(row)
        session.flush()
        audit.record(
            actor, "answer.written", f"answer:{row.id}", chain=call_id, changes=found, for_all=command.is_published
        )
        return row.id


def remove_answer(actor: Actor, call_id: str, answer_id: str) -> None:
    """Take an answer to all away; the log keeps what it said."""
    call_to_read(actor, call_id)
    with db.transaction() as session:
        row = _answer(session, call_id, answer_id)
        said = {"question": row.question, "answer": row.answer}
        audit.record(actor, "answer.removed", f"answer:{row.id}", chain=call_id, **said)
        session.delete(row)


def on_answer_published(fact: AnswerPublished) -> None:
    """Tell those who asked anything at this call that something was answered to all."""
    call = db.session.get_one(Call, fact.call_id)
    query = select(Person).join(Inquiry, Inquiry.person_id == Person.id).where(Inquiry.call_id == call.id)
    for person in db.session.scalars(query.order_by(Person.id)):
        tell_of_answer(person, call, fact.answer_id)


def tell_of_answer(person: Person, call: Call, answer_id: str) -> None:
    """Write to a person that a question was answered to all, once."""
    queue_letter(
        "calls/answered_to_all",
        Recipient(person.email, person.name, person.locale, person.id),
        key=f"answered-to-all:{answer_id}:{person.id}",
        call_title=call.title,
        slug=call.slug,
    )


def _thread(session: Session, call_id: str, person_id: str) -> Inquiry:
    columns = ("call_id", "person_id")
    db.insert_once(Inquiry, columns, id=db.new_id(), call_id=call_id, person_id=person_id, created_at=clock.now())
    query = select(Inquiry).where(Inquiry.call_id == call_id, Inquiry.person_id == person_id)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()


def _say(session: Session, actor: Actor, inquiry: Inquiry, command: Ask, *, is_answer: bool) -> InquiryMessage | None:
    """Add a message to a locked thread; None where it is there already, sent by the same page before."""
    said = session.scalars(
        select(InquiryMessage).where(InquiryMessage.inquiry_id == inquiry.id).order_by(InquiryMessage.number)
    ).all()
    after = [one for one in said if one.number > command.seen and one.author_id == actor.person_id]
    if any(one.text == command.text for one in after):
        return None
    if len(said) >= MOST_MESSAGES:
        raise TooManyMessages(most=MOST_MESSAGES)
    message = InquiryMessage(id=db.new_id(), inquiry_id=inquiry.id, number=len(said) + 1, is_answer=is_answer)
    message.author_id, message.text, message.sent_at = str(actor.person_id), command.text, clock.now()
    message.locale = session.scalar(select(Person.locale).where(Person.id == actor.person_id)) or "en"
    session.add(message)
    session.flush()
    return message


def _answer(session: Session, call_id: str, answer_id: str | None) -> PublicAnswer:
    if answer_id is None:
        return PublicAnswer(id=db.new_id(), call_id=call_id, created_at=clock.now(), question={}, answer={}, version=1)
    row = session.get(PublicAnswer, answer_id, with_for_update=True, populate_existing=True)
    if row is None or row.call_id != call_id:
        raise NotFound
    return row


def _tell(person: Person, event: str, call: Call, message: InquiryMessage, **context: str) -> None:
    queue_letter(
        event,
        Recipient(person.email, person.name, person.locale, person.id),
        key=f"{event}:{message.id}:{person.id}",
        call_title=call.title,
        call_id=call.id,
        slug=call.slug,
        text=message.text,
        **context,
    )

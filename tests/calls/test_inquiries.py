"""Questions to the organisers of a call: threads that only two sides read, answers that everybody reads."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import audit, db
from competition.calls import queries, services
from competition.calls.models import Call, Inquiry, InquiryMessage
from competition.calls.rules import (
    MOST_MESSAGE,
    AnswerEmpty,
    AnswerIncomplete,
    Ask,
    CallState,
    TooManyMessages,
    WriteAnswer,
    check_answer_for_all,
)
from competition.calls.rules.refusals import AddressNotConfirmed
from competition.errors import DomainError, NotFound, Stale
from competition.mail.models import Letter
from competition.people.models import Person
from competition.people.rules import Role
from tests.factories.calls import a_call
from tests.factories.counting import counted
from tests.factories.entries import an_entry
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post

LANGUAGES = ("en", "zh")


@pytest.mark.parametrize(
    ("question", "answer", "is_published", "refusal"),
    [
        ({}, {"en": "Yes."}, False, AnswerEmpty),
        ({"en": "May I?"}, {}, False, None),
        ({"en": "May I?"}, {"en": "Yes."}, True, AnswerIncomplete),
        ({"en": "May I?", "zh": "可以吗？"}, {"en": "Yes."}, True, AnswerIncomplete),
        ({"en": "May I?", "zh": "可以吗？"}, {"en": "Yes.", "zh": "可以。"}, True, None),
    ],
)
def test_what_everybody_reads_stands_in_each_language(
    question: dict[str, str],
    answer: dict[str, str],
    is_published: bool,  # noqa: FBT001
    refusal: type[DomainError] | None,
) -> None:
    command = WriteAnswer(0, question, answer, is_published)
    if refusal is None:
        check_answer_for_all(command, LANGUAGES)
        return
    with pytest.raises(refusal):
        check_answer_for_all(command, LANGUAGES)


@pytest.fixture
def call(app: Flask) -> Call:
    return a_call(languages=["en", "zh"])


@pytest.fixture
def organiser(call: Call) -> Person:
    person = a_person(name="Olga Organiser")
    a_membership(person, call.id, Role.owner)
    return person


def letters() -> list[tuple[str, str | None]]:
    query = select(Letter.event, Letter.person_id).order_by(Letter.event, Letter.person_id)
    return [(event, person) for event, person in db.session.execute(query)]


def texts(call: Call, person: Person) -> list[str]:
    db.session.rollback()
    own = queries.own_inquiry(call.id, person.id)
    return [one.text for one in queries.said_in(own.id)] if own else []


BOTH = WriteAnswer(0, {"en": "May I send a film?", "zh": "可以提交影片吗？"}, {"en": "Yes.", "zh": "可以。"}, True)


@pytest.mark.integration
class TestThread:
    def test_a_question_waits_until_it_is_answered(self, call: Call, organiser: Person) -> None:
        maker = a_person()
        services.ask(an_actor(maker), call.id, Ask("May I send a film?", 0))
        [line] = queries.inquiries_of(call.id)
        assert (line.name, line.messages, line.inquiry.waits_since) == (maker.name, 1, line.last_at)
        services.reply(an_actor(organiser), call.id, line.inquiry.id, Ask("Yes.", 1))
        [line] = queries.inquiries_of(call.id)
        assert (line.messages, line.inquiry.waits_since, texts(call, maker)) == (
            2,
            None,
            ["May I send a film?", "Yes."],
        )
        assert letters() == [("calls/answered", maker.id), ("calls/asked", organiser.id)]

    def test_sending_twice_adds_it_once_and_writes_one_letter(self, call: Call, organiser: Person) -> None:
        maker = a_person()
        for _ in range(3):
            services.ask(an_actor(maker), call.id, Ask("May I send a film?", 0))
        assert (texts(call, maker), len(letters())) == (["May I send a film?"], 1)
        services.ask(an_actor(maker), call.id, Ask("May I send a film?", 1))
        assert texts(call, maker) == ["May I send a film?"] * 2

    def test_two_at_once_keep_both(self, app: Flask, call: Call) -> None:
        maker = a_person()
        actor, call_id, faults = an_actor(maker), call.id, list[BaseException]()

        def send(text: str) -> None:
            with app.app_context():
                try:
                    services.ask(actor, call_id, Ask(text, 0))
                except BaseException as fault:  # noqa: BLE001 - shown by the assertion
                    faults.append(fault)

        threads = [threading.Thread(target=send, args=(text,)) for text in ("One.", "Two.")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (faults, sorted(texts(call, maker))) == ([], ["One.", "Two."])

    def test_who_may_ask_and_answer(self, call: Call, organiser: Person) -> None:
        maker = a_person()
        services.ask(an_actor(maker), call.id, Ask("May I?", 0))
        [line] = queries.inquiries_of(call.id)
        with pytest.raises(AddressNotConfirmed):
            services.ask(an_actor(a_person(email_confirmed_at=None)), call.id, Ask("May I?", 0))
        with pytest.raises(NotFound):
            services.reply(an_actor(maker), call.id, line.inquiry.id, Ask("Yes.", 1))
        with pytest.raises(NotFound):
            services.reply(an_actor(organiser), a_call().id, line.inquiry.id, Ask("Yes.", 1))
        with pytest.raises(NotFound):
            services.ask(an_actor(maker), a_call(state=CallState.draft).id, Ask("May I?", 0))

    def test_a_thread_has_an_end(self, call: Call) -> None:
        maker = a_person()
        services.ask(an_actor(maker), call.id, Ask("0", 0))
        with db.transaction() as session:
            inquiry = session.scalars(select(Inquiry)).one()
            for number in range(2, 201):
                row = InquiryMessage(id=db.new_id(), inquiry_id=inquiry.id, number=number, author_id=maker.id)
                row.text, row.sent_at = str(number), inquiry.created_at
                session.add(row)
        with pytest.raises(TooManyMessages):
            services.ask(an_actor(maker), call.id, Ask("more", 200))


@pytest.mark.integration
class TestAnswers:
    def test_an_answer_to_all_is_told_once_to_each_whom_it_concerns(self, call: Call, organiser: Person) -> None:
        asker, maker, stranger = a_person(), a_person(), a_person()
        services.ask(an_actor(asker), call.id, Ask("May I?", 0))
        an_entry(call, asker)
        an_entry(call, maker)
        an_entry(a_call(), stranger)
        answer_id = services.write_answer(an_actor(organiser), call.id, None, BOTH)
        draft = WriteAnswer(1, BOTH.question, BOTH.answer, is_published=False)
        services.write_answer(an_actor(organiser), call.id, answer_id, draft)
        assert list(queries.answers_of(call.id)) == []
        services.write_answer(an_actor(organiser), call.id, answer_id, WriteAnswer(2, BOTH.question, BOTH.answer, True))
        told = [person for event, person in letters() if event == "calls/answered_to_all"]
        assert (told, [one.id for one in queries.answers_of(call.id)]) == (sorted([asker.id, maker.id]), [answer_id])

    def test_a_stale_version_overwrites_nothing(self, call: Call, organiser: Person) -> None:
        answer_id = services.write_answer(an_actor(organiser), call.id, None, BOTH)
        other = WriteAnswer(1, {**BOTH.question, "en": "Films?"}, BOTH.answer, is_published=True)
        services.write_answer(an_actor(organiser), call.id, answer_id, other)
        with pytest.raises(Stale):
            services.write_answer(an_actor(organiser), call.id, answer_id, other)
        [row] = queries.answers_of(call.id)
        assert (row.question["en"], row.version) == ("Films?", 2)

    def test_what_is_removed_stays_in_the_log(self, call: Call, organiser: Person) -> None:
        answer_id = services.write_answer(an_actor(organiser), call.id, None, BOTH)
        with pytest.raises(NotFound):
            services.remove_answer(an_actor(organiser), a_call().id, answer_id)
        with pytest.raises(NotFound):
            services.remove_answer(an_actor(a_person()), call.id, answer_id)
        services.remove_answer(an_actor(organiser), call.id, answer_id)
        kinds = list(db.session.scalars(select(audit.AuditEvent.kind).order_by(audit.AuditEvent.number)))
        assert (list(queries.answers_of(call.id, drafts=True)), kinds) == ([], ["answer.written", "answer.removed"])


@pytest.mark.integration
class TestPages:
    def test_from_a_question_to_an_answer_to_all(
        self, app: Flask, call: Call, organiser: Person, client: FlaskClient
    ) -> None:
        maker, url = a_browser(app, a_person(name="CANARY MAKER")), f"/en/calls/{call.slug}/questions"
        assert post(maker, url, {"text": "May I send a film?", "seen": "0"}).status_code == 303
        assert "May I send a film?" in maker.get(url).text
        desk, inbox = a_browser(app, organiser), f"/en/organise/{call.id}/questions"
        db.session.rollback()
        [line] = queries.inquiries_of(call.id)
        assert post(desk, f"{inbox}/{line.inquiry.id}", {"text": "Yes.", "seen": "1"}).status_code == 303
        assert "Yes." in maker.get(url).text
        form = f"/en/organise/{call.id}/answers/new?inquiry={line.inquiry.id}"
        assert "May I send a film?" in desk.get(form).text
        sent = {"question_en": "Films?", "question_zh": "影片？", "answer_en": "**Yes.**", "answer_zh": "可以。"}
        assert post(desk, form, {**sent, "is_published": "y", "version": "0"}).status_code == 303
        public = client.get(url).text
        assert ("<strong>Yes.</strong>" in public, "CANARY" in public, "May I send" in public) == (True, False, False)
        assert "影片？" in client.get(url.replace("/en/", "/zh/")).text

    @pytest.mark.parametrize("text", ["", "   ", "x" * (MOST_MESSAGE + 1)])
    def test_what_cannot_be_sent_comes_back(self, app: Flask, call: Call, text: str) -> None:
        person = a_person()
        answer = post(a_browser(app, person), f"/en/calls/{call.slug}/questions", {"text": text, "seen": "0"})
        assert (answer.status_code, texts(call, person), text.strip() in answer.text) == (422, [], True)

    def test_what_lacks_a_language_stays_a_draft_with_its_words(
        self, app: Flask, call: Call, organiser: Person
    ) -> None:
        sent = {"question_en": "Films?", "answer_en": "Yes.", "is_published": "y", "version": "0"}
        answer = post(a_browser(app, organiser), f"/en/organise/{call.id}/answers/new", sent)
        assert (answer.status_code, "Films?" in answer.text, "in each language" in answer.text) == (422, True, True)
        assert list(queries.answers_of(call.id, drafts=True)) == []

    def test_nobody_reads_anothers_thread(self, app: Flask, call: Call, organiser: Person) -> None:
        services.ask(an_actor(a_person()), call.id, Ask("CANARY WORDS", 0))
        [line] = queries.inquiries_of(call.id)
        rooms = [f"/en/organise/{call.id}/questions", f"/en/organise/{call.id}/questions/{line.inquiry.id}"]
        for role in (None, Role.juror, Role.chair, Role.auditor):
            person = a_person()
            if role:
                a_membership(person, call.id, role)
            browser = a_browser(app, person)
            assert [browser.get(room).status_code for room in rooms] == [404, 404]
            assert "CANARY" not in browser.get(f"/en/calls/{call.slug}/questions").text
        assert "CANARY WORDS" in a_browser(app, organiser).get(rooms[0]).text

    def test_a_draft_call_takes_no_questions(self, app: Flask, client: FlaskClient) -> None:
        assert client.get(f"/en/calls/{a_call(state=CallState.draft).slug}/questions").status_code == 404

    @pytest.mark.parametrize("who", ["organiser", "maker"])
    def test_one_and_thirty_cost_the_same(self, app: Flask, call: Call, organiser: Person, who: str) -> None:
        maker = a_person()
        url = f"/en/organise/{call.id}/questions" if who == "organiser" else f"/en/calls/{call.slug}/questions"
        browser = a_browser(app, organiser if who == "organiser" else maker)

        def more(number: int) -> None:
            for place in range(number):
                services.ask(an_actor(maker), call.id, Ask(f"Question {place} of {number}.", 0))
                services.ask(an_actor(a_person()), call.id, Ask("Another.", 0))
                services.write_answer(an_actor(organiser), call.id, None, BOTH)

        found = []
        for number in (1, 29):
            more(number)
            browser.get(url)
            with counted(app) as count:
                browser.get(url)
            found.append(count)
        assert found[1].queries == found[0].queries, found[1].statements
        assert found[1].fetched_few(60), found[1].rows

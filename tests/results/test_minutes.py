"""The minutes of a meeting: drawn up from what happened, signed with a second factor, one version after the other."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from competition import audit, db
from competition.entries.models import Entry, EntryMember
from competition.errors import NotFound
from competition.judging.models import Assignment
from competition.judging.services import recuse
from competition.people.models import Person
from competition.results import services
from competition.results.models import MinutesVersion
from competition.results.queries import meeting as meetings
from competition.results.queries import minutes as queries
from competition.results.rules.meeting import Choice, MeetingIsOpen, MinutesChanged, Move, NeedsFactor, NotPresent
from tests.factories.people import a_browser, an_actor
from tests.factories.publication import Judged, a_judged_call
from tests.factories.web import post

pytestmark = pytest.mark.integration

CANARY = "My sister Ada Canary made it"


@pytest.fixture
def judged(app: Flask) -> Judged:
    return a_judged_call(entries=2)


def held(judged: Judged, *present: Person) -> str:
    """Hold a meeting with a note and a vote about the first work; return its id."""
    lead = judged.actor(judged.chair)
    meeting_id = services.open_meeting(lead, judged.id)
    for person in present:
        services.attend(judged.actor(person), judged.id)
    services.show_entry(lead, judged.id, judged.entries[0].code)
    services.write_note(lead, judged.id, "The clasp is new")
    vote_id = services.put_to_vote(lead, judged.id, Move("It is the best", is_about_entry=True))
    for person in present:
        services.cast(judged.actor(person), judged.id, vote_id, Choice.yes)
    services.close_vote(lead, judged.id, vote_id)
    services.end_meeting(lead, judged.id)
    return meeting_id


def newest(meeting_id: str) -> MinutesVersion:
    db.session.rollback()
    return queries.versions_of(meeting_id)[0]


def signed(meeting_id: str) -> list[str]:
    return [person for person, _name, _at in queries.signatures_of(newest(meeting_id).id)]


def bind(person: Person, entry: Entry) -> None:
    with db.transaction() as session:
        session.add(EntryMember(id=db.new_id(), entry_id=entry.id, person_id=person.id))


def test_minutes_say_who_was_there_what_was_said_voted_and_by_which_rubric(judged: Judged) -> None:
    one, two, absent = judged.jurors
    meeting_id = held(judged, one, two)
    services.compute(judged.actor(), judged.id)
    assert services.draw_up(judged.actor(), judged.id, meeting_id, " We thank the house. ") == 1
    content, code = newest(meeting_id).content, judged.entries[0].code
    assert {(row["name"], row["present"]) for row in content["members"]} == {
        *((person.name, True) for person in (one, two, judged.chair)),
        (absent.name, False),
    }
    assert content["notes"] == [{"code": code, "text": "The clasp is new"}]
    (vote,) = content["votes"]
    assert (vote["code"], vote["in_favour"], vote["against"]) == (code, 2, 0)
    assert content["rubric"] == {"version": 1, "earlier": []}
    assert (content["run"]["number"], content["remarks"]) == (1, "We thank the house.")


def test_minutes_say_who_stepped_back_from_what_and_not_why_nor_whose_it_is(judged: Judged) -> None:
    one, two, _absent = judged.jurors
    entry = judged.entries[1]
    query = select(Assignment.id).where(Assignment.juror_id == one.id, Assignment.entry_id == entry.id)
    recuse(judged.actor(one), db.session.scalars(query).one(), CANARY)
    meeting_id = held(judged, one, two)
    services.draw_up(judged.actor(), judged.id, meeting_id)
    content = newest(meeting_id).content
    assert content["recusals"] == [{"code": entry.code, "juror": one.name}]
    assert content["set_aside"] == [{"juror": one.name, "sheets": 1}]
    text = audit.canonical(content)
    assert CANARY not in text
    assert all(maker.name not in text for maker in judged.makers)
    assert all(each.title not in text for each in judged.entries)


def test_members_who_were_there_sign_what_they_read_with_a_second_factor(judged: Judged) -> None:
    one, two, absent = judged.jurors
    meeting_id = held(judged, one, two)
    services.draw_up(judged.actor(), judged.id, meeting_id)
    digest = newest(meeting_id).digest
    with pytest.raises(NeedsFactor):
        services.sign_minutes(an_actor(one), judged.id, meeting_id, digest)
    with pytest.raises(NotPresent):
        services.sign_minutes(judged.actor(absent), judged.id, meeting_id, digest)
    with pytest.raises(NotFound):
        services.sign_minutes(judged.actor(), judged.id, meeting_id, digest)
    with pytest.raises(MinutesChanged):
        services.sign_minutes(judged.actor(one), judged.id, meeting_id, "0" * 64)
    for person in (one, one, judged.chair):
        services.sign_minutes(judged.actor(person), judged.id, meeting_id, digest)
    assert set(signed(meeting_id)) == {one.id, judged.chair.id}
    assert audit.verify(judged.id) is None


def test_a_changed_minute_is_a_new_version_that_nobody_has_signed(judged: Judged) -> None:
    one, two, _absent = judged.jurors
    meeting_id = held(judged, one, two)
    services.draw_up(judged.actor(), judged.id, meeting_id)
    old = newest(meeting_id)
    services.sign_minutes(judged.actor(one), judged.id, meeting_id, old.digest)
    assert services.draw_up(judged.actor(), judged.id, meeting_id) == 1
    assert services.draw_up(judged.actor(), judged.id, meeting_id, "One more word") == 2
    assert (signed(meeting_id), [one[0] for one in queries.signatures_of(old.id)]) == ([], [one.id])
    with pytest.raises(MinutesChanged):
        services.sign_minutes(judged.actor(two), judged.id, meeting_id, old.digest)
    assert old.content["remarks"] == ""


def test_nobody_draws_up_what_has_not_ended(judged: Judged) -> None:
    meeting_id = services.open_meeting(judged.actor(), judged.id)
    with pytest.raises(MeetingIsOpen):
        services.draw_up(judged.actor(), judged.id, meeting_id)
    with pytest.raises(NotFound):
        services.draw_up(judged.actor(judged.jurors[0]), judged.id, meeting_id)


def test_who_is_bound_to_a_work_reads_nothing_of_it_on_the_page_or_on_paper(app: Flask, judged: Judged) -> None:
    one, two, _absent = judged.jurors
    meeting_id = held(judged, one, two)
    services.draw_up(judged.actor(), judged.id, meeting_id)
    url, code = f"/en/jury/{judged.id}/minutes/{meeting_id}", judged.entries[0].code
    free = a_browser(app, two).get(url).get_data(as_text=True)
    assert ("The clasp is new" in free, code in free) == (True, True)
    bind(one, judged.entries[0])
    bound = a_browser(app, one).get(url).get_data(as_text=True)
    assert ("The clasp is new" in bound, "2 lines are about works" in bound) == (False, True)
    assert meetings.codes_bound(judged.id, one.id) == {code}


@pytest.mark.parametrize("language", ["en", "nl", "fr", "zh"])
def test_minutes_come_on_paper_in_four_languages(app: Flask, judged: Judged, language: str) -> None:
    meeting_id = held(judged, *judged.jurors)
    services.draw_up(judged.actor(), judged.id, meeting_id, "谢谢 · Merci")
    answer = a_browser(app, judged.chair).get(f"/{language}/jury/{judged.id}/minutes/{meeting_id}/1.pdf")
    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert a_browser(app, judged.chair).get(f"/en/jury/{judged.id}/minutes/{meeting_id}/2.pdf").status_code == 404


def test_signing_asks_for_the_second_factor_first(app: Flask, judged: Judged) -> None:
    meeting_id = held(judged, *judged.jurors)
    services.draw_up(judged.actor(), judged.id, meeting_id)
    url, digest = f"/en/jury/{judged.id}/minutes/{meeting_id}", newest(meeting_id).digest
    stale = post(a_browser(app, judged.jurors[0]), f"{url}/signature", {"digest": digest}, page=url)
    assert (stale.status_code, "step-up" in (stale.location or "")) == (303, True)
    assert signed(meeting_id) == []
    fresh = post(a_browser(app, judged.jurors[0], fresh=True), f"{url}/signature", {"digest": digest}, page=url)
    assert fresh.status_code == 303
    assert signed(meeting_id) == [judged.jurors[0].id]

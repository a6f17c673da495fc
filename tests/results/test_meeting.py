"""A meeting of the jury: what stands on the screen, who votes on what, what becomes of a vote."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from competition import audit, db
from competition.entries.models import Entry, EntryMember
from competition.errors import NotFound
from competition.judging.models import Assignment, ScoreSheet, SheetVersion
from competition.judging.rules.oversight import CorrectionNeedsReason
from competition.judging.rules.sheets import SheetCommand
from competition.people.models import Person
from competition.people.rules import Role
from competition.results import queries, services
from competition.results.models import Vote
from competition.results.queries import meeting as meetings
from competition.results.rules import Award, Decide
from competition.results.rules.meeting import (
    Choice,
    IsBound,
    MeetingIsOpen,
    Move,
    NoMeeting,
    NothingShown,
    NotPresent,
    VoteIsClosed,
    VoteIsOpen,
    tally_of,
    told_to,
)
from tests.factories.counting import counted
from tests.factories.people import a_browser, a_membership, a_person
from tests.factories.publication import Judged, a_judged_call, announce
from tests.factories.web import post

PEOPLE = st.sampled_from("abcdef")


@given(st.dictionaries(PEOPLE, st.sampled_from(Choice)), st.frozensets(PEOPLE))
def test_a_tally_counts_everybody_once_but_who_is_shut_out(ballots: dict[str, Choice], shut: frozenset[str]) -> None:
    tally = tally_of(ballots, shut)
    assert tally.in_favour + tally.against + tally.abstained == len(set(ballots) - shut)
    assert tally.in_favour == sum(one == Choice.yes for person, one in ballots.items() if person not in shut)


ROWS = st.lists(st.fixed_dictionaries({"code": st.sampled_from(["", "A1", "B2"]), "text": st.just("x")}), max_size=4)


@given(ROWS, ROWS, st.frozensets(st.sampled_from(["A1", "B2"])))
def test_minutes_tell_nothing_of_what_a_member_is_bound_to(
    notes: list[dict[str, str]], votes: list[dict[str, str]], bound: frozenset[str]
) -> None:
    content = {"notes": notes, "votes": votes, "corrections": [], "decisions": [{"codes": ["A1", "B2"]}]}
    told = told_to(content, bound)
    left = [row["code"] for row in (*told["notes"], *told["votes"])]
    assert not bound & set(left)
    assert told["decisions"] == ([] if bound else content["decisions"])
    assert told["withheld"] == len(notes) + len(votes) + 1 - len(left) - len(told["decisions"])


pytestmark = pytest.mark.integration


@pytest.fixture
def judged(app: Flask) -> Judged:
    return a_judged_call(entries=2)


def begun(judged: Judged, *present: Person) -> None:
    """Open a meeting to which these members come."""
    services.open_meeting(judged.actor(judged.chair), judged.id)
    for person in present:
        services.attend(judged.actor(person), judged.id)


def bind(judged: Judged, person: Person, entry: Entry) -> None:
    with db.transaction() as session:
        session.add(EntryMember(id=db.new_id(), entry_id=entry.id, person_id=person.id))


def the_vote() -> Vote:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Vote).order_by(Vote.number.desc())).first()  # type: ignore[return-value]


def test_a_call_has_one_meeting_at_a_time_and_nothing_happens_outside_of_it(judged: Judged) -> None:
    lead = judged.actor(judged.chair)
    with pytest.raises(NoMeeting):
        services.write_note(lead, judged.id, "Too early")
    begun(judged)
    with pytest.raises(MeetingIsOpen):
        services.open_meeting(judged.actor(), judged.id)
    with pytest.raises(NothingShown):
        services.reveal(lead, judged.id)
    with pytest.raises(NotFound):
        services.show_entry(lead, judged.id, "nothing")
    with pytest.raises(NotFound):
        services.show_entry(judged.actor(judged.jurors[0]), judged.id, judged.entries[0].code)
    services.end_meeting(lead, judged.id)
    with pytest.raises(NoMeeting):
        services.attend(judged.actor(judged.jurors[0]), judged.id)


def test_another_work_on_the_screen_hides_the_marks_again(judged: Judged) -> None:
    begun(judged)
    lead = judged.actor(judged.chair)
    services.show_entry(lead, judged.id, judged.entries[0].code)
    services.reveal(lead, judged.id)
    meeting = meetings.open_meeting_of(judged.id)
    assert meeting is not None
    assert (meeting.entry_id, meeting.is_revealed) == (judged.entries[0].id, True)
    services.show_entry(lead, judged.id, judged.entries[1].code)
    assert (meeting.entry_id, meeting.is_revealed) == (judged.entries[1].id, False)


def test_members_who_are_there_vote_once_each_and_the_tally_is_told_at_the_close(judged: Judged) -> None:
    one, two, absent = judged.jurors
    begun(judged, one, two)
    lead = judged.actor(judged.chair)
    vote_id = services.put_to_vote(lead, judged.id, Move("No special prize", is_about_entry=False))
    with pytest.raises(VoteIsOpen):
        services.put_to_vote(lead, judged.id, Move("Another", is_about_entry=False))
    with pytest.raises(VoteIsOpen):
        services.end_meeting(lead, judged.id)
    services.cast(judged.actor(one), judged.id, vote_id, Choice.no)
    services.cast(judged.actor(one), judged.id, vote_id, Choice.yes)
    services.cast(judged.actor(two), judged.id, vote_id, Choice.abstain)
    with pytest.raises(NotPresent):
        services.cast(judged.actor(absent), judged.id, vote_id, Choice.yes)
    with pytest.raises(NotFound):
        services.cast(judged.actor(), judged.id, vote_id, Choice.yes)
    assert the_vote().in_favour is None
    services.close_vote(lead, judged.id, vote_id)
    vote = the_vote()
    assert (vote.in_favour, vote.against, vote.abstained) == (1, 0, 1)
    with pytest.raises(VoteIsClosed):
        services.cast(judged.actor(two), judged.id, vote_id, Choice.yes)
    assert audit.verify(judged.id) is None


def test_who_is_bound_to_a_work_neither_shows_it_nor_votes_on_it(judged: Judged) -> None:
    one, two, _three = judged.jurors
    begun(judged, one, two)
    entry = judged.entries[0]
    bind(judged, one, entry)
    services.show_entry(judged.actor(), judged.id, entry.code)
    vote_id = services.put_to_vote(judged.actor(), judged.id, Move("It is outstanding", is_about_entry=True))
    with pytest.raises(IsBound):
        services.cast(judged.actor(one), judged.id, vote_id, Choice.yes)
    services.cast(judged.actor(two), judged.id, vote_id, Choice.yes)
    # Found out only after he had voted: his ballot does not count.
    bind(judged, two, entry)
    bind(judged, judged.chair, entry)
    for refused in (services.close_vote, None):
        with pytest.raises(IsBound):
            if refused:
                refused(judged.actor(judged.chair), judged.id, vote_id)
            else:
                services.show_entry(judged.actor(judged.chair), judged.id, entry.code)
    services.close_vote(judged.actor(), judged.id, vote_id)
    assert (the_vote().in_favour, the_vote().against) == (0, 0)


def test_a_motion_that_is_carried_for_a_prize_is_what_its_decision_offers(app: Flask, judged: Judged) -> None:
    begun(judged, *judged.jurors)
    run_id = services.compute(judged.actor(), judged.id)
    (honour,) = queries.honours_of(judged.id)
    vote_id = services.put_to_vote(
        judged.actor(), judged.id, Move("The second, for its craft", is_about_entry=False, honour_id=honour.id)
    )
    for juror in judged.jurors:
        services.cast(judged.actor(juror), judged.id, vote_id, Choice.yes)
    assert meetings.carried_of(judged.call) == {}
    services.close_vote(judged.actor(), judged.id, vote_id)
    motion = meetings.carried_of(judged.call)[honour.id]
    assert (motion.text, motion.in_favour, motion.against) == ("The second, for its craft", 3, 0)
    page = (
        a_browser(app, judged.owner, fresh=True).get(f"/en/organise/{judged.id}/results/awards").get_data(as_text=True)
    )
    assert "The second, for its craft" in page
    award = Award(honour.id, (judged.entries[1].id,), minutes=motion)
    services.decide(judged.actor(), judged.id, Decide(run_id, (award,)))
    assert queries.motions_of(judged.id)[honour.id].text == motion.text


def test_a_juror_changes_his_own_marks_with_a_reason_after_the_close_too(judged: Judged) -> None:
    juror, entry = judged.jurors[0], judged.entries[0]
    begun(judged, juror)
    services.show_entry(judged.actor(), judged.id, entry.code)
    with db.transaction() as session:
        session.get_one(type(judged.round), judged.round.id).closes_at = judged.actor().at
    query = select(ScoreSheet).join(Assignment, Assignment.id == ScoreSheet.assignment_id)
    sheet = db.session.scalars(query.where(Assignment.juror_id == juror.id, Assignment.entry_id == entry.id)).one()
    command = SheetCommand(sheet.version, {one.id: 2 for one in judged.criteria}, sheet.comment)
    with pytest.raises(CorrectionNeedsReason):
        services.correct_marks(judged.actor(juror), judged.id, command, " ")
    with pytest.raises(NotPresent):
        services.correct_marks(judged.actor(judged.jurors[1]), judged.id, command, "Not mine")
    services.correct_marks(judged.actor(juror), judged.id, command, "I had overlooked the clasp")
    db.session.expire_all()
    assert set(db.session.get_one(ScoreSheet, sheet.id).marks.values()) == {2}
    newest = db.session.scalars(
        select(SheetVersion).where(SheetVersion.sheet_id == sheet.id).order_by(SheetVersion.number.desc())
    ).first()
    assert newest is not None
    assert newest.content["reason"] == "I had overlooked the clasp"
    assert [
        (note.is_correction, code) for note, code, _by in meetings.notes_of(meetings.meetings_of(judged.id)[0].id)
    ] == [(True, entry.code)]


def test_marks_by_which_the_published_winners_were_found_are_not_corrected(app: Flask, judged: Judged) -> None:
    juror, entry = judged.jurors[0], judged.entries[0]
    announce(judged)
    begun(judged, juror)
    services.show_entry(judged.actor(), judged.id, entry.code)
    head, page = audit.head_of(judged.id), f"/en/jury/{judged.id}/deliberation"
    marks = {one.id: "2" for one in judged.criteria}
    browser = a_browser(app, juror)
    assert (
        post(browser, f"{page}/marks", {**marks, "version": "1", "reason": "The clasp"}, page=page).status_code == 303
    )
    assert "The winners of this call are published: the marks" in browser.get(page).get_data(as_text=True)
    db.session.rollback()
    db.session.expire_all()
    assert {points for marks in db.session.scalars(select(ScoreSheet.marks)) for points in marks.values()} == {4, 5}
    assert (audit.head_of(judged.id), meetings.notes_of(meetings.meetings_of(judged.id)[0].id)) == (head, [])


def test_the_screen_tells_codes_and_marks_on_command_and_never_a_maker(app: Flask, judged: Judged) -> None:
    begun(judged)
    entry, browser = judged.entries[0], a_browser(app, judged.chair)
    url = f"/en/organise/{judged.id}/deliberation"
    assert post(browser, f"{url}/show", {"code": entry.code}, page=url).status_code == 303
    assert f'<option selected value="{entry.code}">' in browser.get(url).get_data(as_text=True)
    hidden = browser.get(f"{url}/screen").get_data(as_text=True)
    assert (entry.code in hidden, "Marks hidden" in hidden, "Standard deviation" in hidden) == (True, True, False)
    assert post(browser, f"{url}/reveal", page=url).status_code == 303
    shown = browser.get(f"{url}/screen/now").get_data(as_text=True)
    assert "Standard deviation" in shown
    for maker in judged.makers:
        assert maker.name not in hidden + shown
        assert maker.email not in hidden + shown
    assert all(juror.name not in shown for juror in judged.jurors)
    bind(judged, judged.chair, entry)
    closed = browser.get(f"{url}/screen/now").get_data(as_text=True)
    assert (entry.code in closed, "You are bound to the work" in closed) == (False, True)


def test_members_take_part_on_their_own_page(app: Flask, judged: Judged) -> None:
    begun(judged)
    juror, browser = judged.jurors[0], a_browser(app, judged.jurors[0])
    url = f"/en/jury/{judged.id}/deliberation"
    assert post(browser, f"{url}/present", page=url).status_code == 303
    vote_id = services.put_to_vote(judged.actor(), judged.id, Move("Adjourn?", is_about_entry=False))
    assert post(browser, f"{url}/vote", {"vote": vote_id, "choice": "yes"}, page=url).status_code == 303
    assert post(browser, f"{url}/vote", {"vote": vote_id, "choice": "maybe"}, page=url).status_code == 422
    assert meetings.ballots_of(vote_id) == {juror.id: Choice.yes}
    page = browser.get(f"{url}/now").get_data(as_text=True)
    assert ("You said: Yes" in page, "in favour" in page) == (True, False)
    a_membership(auditor := a_person(), judged.id, Role.auditor)
    assert a_browser(app, auditor).get(url).status_code == 404


PAGES: dict[str, set[str]] = {
    "/en/organise/{call}/deliberation": {"owner", "chair"},
    "/en/organise/{call}/deliberation/screen": {"owner", "chair"},
    "/en/organise/{call}/deliberation/screen/now": {"owner", "chair"},
    "/en/organise/nothing/deliberation": set(),
    "/en/jury/{call}/deliberation": {"chair", "juror"},
    "/en/jury/{call}/deliberation/now": {"chair", "juror"},
    "/en/jury/{call}/minutes/{meeting}": {"owner", "chair", "juror"},
    "/en/jury/{call}/minutes/nothing": set(),
    "/en/jury/{call}/minutes/{meeting}/1.pdf": {"owner", "chair", "juror"},
}


def test_who_may_come_to_which_page_of_a_meeting(app: Flask, judged: Judged) -> None:
    lead = judged.actor(judged.chair)
    meeting_id = services.open_meeting(lead, judged.id)
    services.end_meeting(lead, judged.id)
    services.draw_up(lead, judged.id, meeting_id)
    elsewhere = a_judged_call(entries=1)
    people = {"owner": judged.owner, "chair": judged.chair, "juror": judged.jurors[0], "auditor": judged.auditor}
    people |= {"maker": judged.makers[0], "chair elsewhere": elsewhere.chair, "juror elsewhere": elsewhere.jurors[0]}
    browsers = {name: a_browser(app, person) for name, person in people.items()}
    found = {
        pattern: {
            name
            for name, browser in browsers.items()
            if browser.get(pattern.format(call=judged.id, meeting=meeting_id)).status_code == 200
        }
        for pattern in PAGES
    }
    assert found == PAGES
    assert "/sign-in" in (app.test_client().get(f"/en/jury/{judged.id}/deliberation").location or "")
    assert browsers["juror"].get(f"/en/jury/{elsewhere.id}/minutes/{meeting_id}").status_code == 404


@pytest.mark.parametrize(
    ("who", "url"),
    [
        ("chair", "/en/organise/{call}/deliberation"),
        ("chair", "/en/organise/{call}/deliberation/screen/now"),
        ("juror", "/en/jury/{call}/deliberation/now"),
    ],
)
def test_a_meeting_of_one_note_and_of_many_costs_the_same(app: Flask, judged: Judged, who: str, url: str) -> None:
    begun(judged, *judged.jurors)
    lead = judged.actor(judged.chair)
    services.show_entry(lead, judged.id, judged.entries[0].code)
    services.reveal(lead, judged.id)

    def said(count: int) -> None:
        for number in range(count):
            services.write_note(lead, judged.id, f"Note {number}")
            vote_id = services.put_to_vote(lead, judged.id, Move(f"Motion {number}", is_about_entry=True))
            services.close_vote(lead, judged.id, vote_id)

    browser = a_browser(app, judged.chair if who == "chair" else judged.jurors[0])
    counts = []
    for number in (1, 20):
        said(number)
        with counted(app) as count:
            assert browser.get(url.format(call=judged.id)).status_code == 200
        counts.append(count.queries)
    assert counts[0] == counts[1]
    assert counts[0] <= 38

"""Nothing of a team reaches a blind jury, in a round of any kind: no page, answer, letter, minutes, paper or export."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import db, queueing, storage
from competition.desk import services as desk
from competition.desk.models import DataExport
from competition.judging.models import Assignment
from competition.judging.queries import criteria_of
from competition.judging.rules import CommentRule, RoundHow, RoundKind
from competition.judging.rules.kinds import OthersRule
from competition.judging.rules.rubric import RubricCommand
from competition.judging.services import remind_by_hand, save_rubric
from competition.people.models import Person
from competition.people.rules import Role
from competition.results import services as results
from competition.results.rules.meeting import Choice, Move
from competition.storage.s3 import S3Bucket
from tests.factories.judging import a_sheet
from tests.factories.letters import sent_letters
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import token_on
from tests.judging.conftest import Room
from tests.judging.test_access import CANARIES, planted, surfaces

pytestmark = pytest.mark.integration

# What another juror wrote is told where the round lets its marks be seen; only never by name.
OF_THE_TEAM = [word for name, word in CANARIES.items() if name != "other comment"]
STARS = {RoundKind.stars: 5}


def laid_in(room: Room, kind: RoundKind) -> tuple[Assignment, Person]:
    """Make the round one of a kind, in which everybody sees all, with a planted entry before the juror and another."""
    if kind != RoundKind.scores:
        how = RoundHow(kind, size=STARS.get(kind), others=OthersRule.always)
        save_rubric(room.as_organiser, room.call.id, RubricCommand(1, True, CommentRule.optional, (), how))
        room.criteria = list(criteria_of(room.round.id))
    laid, maker = planted(room)
    return laid, maker


def words_on(paper: bytes) -> str:
    """Return what a PDF says, and what it says of itself."""
    with pypdfium2.PdfDocument(paper) as document:
        pages = "\n".join(page.get_textpage().get_text_range() for page in document)
        return f"{pages}\n{document.get_metadata_dict()}"


def met(room: Room, browser: FlaskClient, chair: Person) -> list[str]:
    """Hold a meeting in which the entry is shown, voted on and minuted; return what the juror gets of it."""
    lead, seat = an_actor(chair, fresh=True), f"/en/jury/{room.call.id}/deliberation"
    meeting_id = results.open_meeting(lead, room.call.id)
    results.attend(room.as_juror, room.call.id)
    results.show_entry(lead, room.call.id, room.entries[0].code)
    results.reveal(lead, room.call.id)
    results.write_note(lead, room.call.id, "The clasp was praised.")
    vote_id = results.put_to_vote(lead, room.call.id, Move("It is outstanding", is_about_entry=True))
    answers = [browser.get(seat), browser.get(f"{seat}/now")]
    results.cast(room.as_juror, room.call.id, vote_id, Choice.yes)
    results.close_vote(lead, room.call.id, vote_id)
    answers.append(browser.get(seat))
    results.end_meeting(lead, room.call.id)
    results.draw_up(lead, room.call.id, meeting_id)
    minutes = f"/en/jury/{room.call.id}/minutes/{meeting_id}"
    paper = browser.get(f"{minutes}/1.pdf")
    answers.append(browser.get(minutes))
    assert {one.status_code for one in (*answers, paper)} == {200}
    said = [f"{one.headers}\n{one.get_data(as_text=True)}" for one in answers]
    return [*said, str(paper.headers), words_on(paper.get_data())]


def around(room: Room, browser: FlaskClient, kind: RoundKind) -> list[str]:
    """Return the pages about all of a juror's entries, his order, and the results that are not his to read."""
    jury, organise = f"/en/jury/{room.call.id}", f"/en/organise/{room.call.id}"
    code = room.entries[0].code
    pages = (f"{jury}/terms", f"{jury}/pledge", f"{jury}/ranking", f"{jury}/?show=draft", f"{jury}/nothing")
    files = [
        f"{organise}/{tail}" for tail in ("results", "results/ranking.csv", "results/ranking.xlsx", "vetoes", "jury")
    ]
    answers = [browser.get(url) for url in (*pages, *files)]
    head = {"Accept": "application/json", "X-CSRFToken": token_on(browser, f"{jury}/terms")}
    answers.append(browser.post(f"{jury}/ranking", data={"version": "7", "order": code}, headers=head))
    assert [one.status_code for one in answers[5:10]] == [404] * 5
    assert answers[2].status_code == (200 if kind == RoundKind.ranking else 303)
    return [f"{one.headers}\n{one.get_data(as_text=True)}" for one in answers]


@pytest.mark.parametrize("kind", list(RoundKind))
def test_no_surface_of_a_round_of_any_kind_tells_who_made_it(app: Flask, room: Room, kind: RoundKind) -> None:
    a_membership(chair := a_person(), room.call.id, Role.chair)
    laid, maker = laid_in(room, kind)
    browser = a_browser(app, room.juror)
    if kind != RoundKind.ranking:  # Of orders nobody has handed one in.
        results.compute(room.as_organiser, room.call.id)
    met_by_him = met(room, browser, chair)
    seen = [*around(room, browser, kind), *met_by_him]
    remind_by_hand(room.as_organiser, room.call.id, [room.juror.id], "token", None)
    mine = [one for one in sent_letters(app) if room.juror.email in str(one.to)]
    assert mine
    seen += [repr(one) for one in mine]
    seen += surfaces(browser, room, laid.id)
    # What is looked through did hold the entry: its code, its answer to the jury, and what was said of it on paper.
    whole = "\n".join(seen)
    said = "\n".join(met_by_him)
    assert [word in whole for word in (room.entries[0].code, "Shown-Answer")] == [True, True]
    assert said.count("The clasp was praised.") == 2
    secrets = [*OF_THE_TEAM, maker.id]
    assert [(word, place) for place, text in enumerate(seen) for word in secrets if word in text] == []


@pytest.mark.timeout(120)
def test_the_data_that_a_juror_takes_out_are_his_own(app: Flask, room: Room, bucket: S3Bucket) -> None:
    laid, maker = planted(room)
    a_sheet(laid, room.marks(3, 3), comment="My own words")
    export_id = desk.ask_export(room.as_juror).id
    queueing.services.run_due()
    export = db.session.get_one(DataExport, export_id, populate_existing=True)
    archives = [zipfile.ZipFile(io.BytesIO(b"".join(storage.bucket().stream(part["key"])))) for part in export.parts]
    found = [(name, one.read(name).decode("utf-8", "replace")) for one in archives for name in one.namelist()]
    assert any("My own words" in text for _name, text in found)
    secrets = [*CANARIES.values(), maker.id]
    assert [(word, name) for name, text in found for word in secrets if word in name + text] == []

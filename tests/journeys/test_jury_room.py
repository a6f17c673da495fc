"""Whoever leads a jury: progress that renews itself, a reminder by hand, a meeting from its opening to its minutes."""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator
from email.header import decode_header, make_header
from email.message import Message

import pyotp
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from playwright.sync_api import Page, expect

from competition import clock, db
from competition.judging.rules.sheets import SheetCommand
from competition.judging.services import hand_in
from competition.people.models import Authenticator, Person
from tests.factories.judging import a_juror
from tests.factories.people import an_actor
from tests.factories.publication import Judged, a_judged_call
from tests.fixtures.live import Live, assert_accessible, free_port
from tests.judging.conftest import new_room

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.timeout(240)


class Sink:
    """A post office that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        del server, session
        assert isinstance(envelope.content, bytes)
        self.letters.append(email.message_from_bytes(envelope.content))
        return "250 OK"

    def to(self, person: Person) -> list[str]:
        """Return the subjects of a person's letters."""
        mine = [one for one in self.letters if person.email in str(one["To"])]
        return [str(make_header(decode_header(str(one["Subject"])))) for one in mine]


@pytest.fixture
def sink(live: Live) -> Iterator[Sink]:
    """Return a post office to which the worker brings letters while the test runs."""
    taking, port = Sink(), free_port()
    controller = Controller(taking, hostname="127.0.0.1", port=port)
    controller.start()
    posting = Live(live.settings.model_copy(update={"mail_url": f"smtp://127.0.0.1:{port}"}), live.app)
    live.kill("worker")
    posting.start("worker")
    yield taking
    posting.stop()
    live.start("worker")
    controller.stop()


def test_progress_renews_itself_and_a_reminder_by_hand_comes_in_the_jurors_language(
    live: Live, sink: Sink, signed_in: Callable[..., Page]
) -> None:
    with live.app.app_context():
        room = new_room()
        juror = a_juror(room.call, name="Lin Juror", locale="zh")
        laid, _left = room.laid(juror), room.laid(juror)
        marks = room.marks(4, 3)
        db.session.expunge_all()
    page = signed_in(room.organiser)
    page.goto(f"/en/organise/{room.call.id}/jury/progress")
    assert_accessible(page)
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Lin Juror"))
    expect(row).to_contain_text("0 of 2")
    box = page.get_by_role("checkbox", name="Remind Lin Juror")
    box.check()
    with live.app.app_context():
        hand_in(an_actor(juror), laid.id, SheetCommand(0, marks))
        db.session.remove()
    expect(row).to_contain_text("1 of 2", timeout=30_000)
    expect(box).to_be_checked()
    page.get_by_role("button", name="Remind the chosen jurors").click()
    expect(page.get_by_text("1 reminder is on its way.")).to_be_visible()
    live.eventually(lambda: sink.to(juror))
    (subject,) = sink.to(juror)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in subject), subject
    assert [one for one in sink.letters if room.organiser.email in str(one["To"])] == []


@pytest.fixture
def judged(live: Live) -> Judged:
    """Return a call whose sheets are handed in; its chair has a second factor."""
    with live.app.app_context():
        judged = a_judged_call(entries=2, pictures=0)
        with db.transaction() as session:
            session.add(Authenticator(person_id=judged.chair.id, secret=KEY, confirmed_at=clock.now()))
        for row in (judged.call, judged.chair, *judged.jurors, *judged.entries, *judged.criteria):
            db.session.refresh(row)
        db.session.expunge_all()
        return judged


def test_a_chair_leads_a_meeting_from_its_opening_to_signed_minutes(
    live: Live, judged: Judged, signed_in: Callable[..., Page]
) -> None:
    chair, juror = signed_in(judged.chair), signed_in(judged.jurors[0])
    _open(judged, chair, juror)
    _reveal(judged, chair)
    _vote(chair, juror)
    _correct(judged, juror)
    _sign(live, judged, chair)


def _open(judged: Judged, chair: Page, juror: Page) -> None:
    chair.goto(f"/en/organise/{judged.id}/deliberation")
    chair.get_by_role("button", name="Open a meeting").click()
    juror.goto(f"/en/jury/{judged.id}/deliberation")
    juror.get_by_role("button", name="I am here").click()
    expect(juror.get_by_text("You are noted as present.")).to_be_visible()


def _reveal(judged: Judged, chair: Page) -> None:
    """Another page is the screen in the room: it shows the marks only when the chair says so."""
    code = judged.entries[0].code
    screen = chair.context.new_page()
    chair.get_by_label("Work on the screen").first.select_option(code)
    chair.get_by_role("button", name="Show it").click()
    screen.goto(f"/en/organise/{judged.id}/deliberation/screen")
    expect(screen.get_by_text(code)).to_be_visible()
    expect(screen.get_by_text("Marks hidden")).to_be_visible()
    chair.get_by_role("button", name="Reveal the marks").click()
    expect(screen.get_by_text("Standard deviation")).to_be_visible(timeout=20_000)
    assert_accessible(screen)
    screen.close()


def _vote(chair: Page, juror: Page) -> None:
    chair.get_by_label("Note").fill("The clasp was praised.")
    chair.get_by_role("button", name="Write it down").click()
    expect(chair.get_by_text("The clasp was praised.")).to_be_visible()
    chair.get_by_label("Motion").fill("It is outstanding")
    chair.get_by_role("button", name="Put it to the vote").click()
    juror.get_by_role("button", name="Yes").click(timeout=20_000)
    expect(juror.get_by_text("You said: Yes")).to_be_visible()
    chair.reload()
    assert_accessible(chair)
    chair.get_by_role("button", name="Close the vote").click()
    expect(chair.get_by_text("1 in favour, 0 against, 0 abstained")).to_be_visible()


def _correct(judged: Judged, juror: Page) -> None:
    juror.reload()
    juror.get_by_text("Change my marks of this work").click()
    juror.locator(f"#mark-{judged.criteria[0].id}").select_option("3")
    juror.get_by_label("Why your marks change").fill("I had overlooked the clasp")
    juror.get_by_role("button", name="Change my marks", exact=True).click()
    expect(juror.get_by_text("Your marks are changed; the minutes say so.")).to_be_visible()


def _sign(live: Live, judged: Judged, chair: Page) -> None:
    chair.reload()
    chair.get_by_role("button", name="End the meeting").click()
    chair.get_by_role("link", name="Minutes of the meeting").click()
    chair.get_by_role("button", name="Draw the minutes up").click()
    expect(chair.get_by_text("I had overlooked the clasp")).to_be_visible()
    assert_accessible(chair)
    chair.get_by_role("button", name="Sign these minutes").click()
    expect(chair.get_by_role("heading", name="Show that it is you")).to_be_visible()
    with live.app.app_context(), db.transaction() as session:
        session.get_one(Authenticator, judged.chair.id).last_step = 0
    chair.get_by_label("Code").fill(pyotp.TOTP(KEY).at(int(clock.now().timestamp())))
    chair.get_by_role("button", name="Go on").click()
    chair.get_by_role("button", name="Sign these minutes").click()
    expect(chair.get_by_text("You have signed.")).to_be_visible()
    with chair.expect_download() as download:
        chair.get_by_role("link", name="On paper (PDF)").click()
    assert download.value.suggested_filename == "minutes-1.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF-")

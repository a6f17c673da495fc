"""One work's whole way: from a designer's browser, past two jurors and an organiser, to a visitor's eyes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from competition import clock, db, storage
from competition.calls.models import Call, Category
from competition.calls.rules import ClauseKind, FieldKind
from competition.entries.models import Entry, EntryFile
from competition.entries.rules import EntryState, FileState
from competition.mail.models import Letter
from competition.people.models import Person
from competition.people.rules import Role
from competition.publication.models import Release
from competition.publication.rules import ReleaseState
from deploy.browser import photographs
from tests.factories.calls import a_call, a_category, a_field, a_host, a_round
from tests.factories.judging import a_juror, a_rubric
from tests.factories.media import a_film, a_pdf
from tests.factories.people import a_membership, a_person, an_institution
from tests.factories.terms import a_clause
from tests.fixtures.live import Live
from tests.fixtures.walking import fetch, largest_body_to_us, leaks, on_the_way, public_surfaces, watch_uploads

# Other journeys of the same worker announce works of their own, whose words must not be taken for these.
TITLE = "Lichtval CANARY-THREAD"
MAKER = "Aurélie Van Canary-Thread"
STORY = "A brooch after the light on the Scheldt at six in the morning. CANARY-THREAD-STORY"
SECRETS = ("CANARY-THREAD", "Canary-Thread")

pytestmark = pytest.mark.timeout(420)


@dataclass(frozen=True)
class Stage:
    """The call of the journey, and its people."""

    call: Call
    category: Category
    owner: Person
    designer: Person
    jurors: tuple[Person, Person]


@pytest.fixture
def stage(live: Live) -> Stage:
    """Return an open call of two hosts, whose jury may begin as soon as an entry is there."""
    with live.app.app_context():
        antwerp, shanghai = an_institution(name={"en": "House A"}), an_institution(name={"en": "House B"})
        call = a_call(title={"en": "Brilliant", "zh": "璀璨"}, slug="brilliant-journey")
        for position, host in enumerate((antwerp, shanghai)):
            a_host(call, host, position=position)
        category = a_category(call, name={"en": "Jewellery", "zh": "珠宝"})
        a_field(call, FieldKind.long_text, 1, label={"en": "Story"}, options={"most": 600})
        a_field(call, FieldKind.files, 2, label={"en": "Pictures"})
        a_clause(call, ClauseKind.web)
        document = {"accept": ["application/pdf"], "least": 1, "most": 1, "max_bytes": 20_000_000}
        a_field(call, FieldKind.files, 3, label={"en": "Statement"}, options=document)
        film = {"accept": ["video/mp4"], "least": 1, "most": 1, "max_bytes": 200_000_000}
        a_field(call, FieldKind.files, 4, label={"en": "Film"}, options=film)
        a_rubric(a_round(call))
        owner = a_person(name="Lena Peeters")
        a_membership(owner, call.id, Role.owner, antwerp)
        jurors = (a_juror(call, pledged=False, name="Juror One"), a_juror(call, pledged=False, name="Juror Two"))
        return Stage(call, category, owner, a_person(name=MAKER), jurors)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, list[Path]]:
    """Return what the designer has on his disk: the largest real photograph, two with EXIF, a PDF and a film."""
    found = photographs()
    assert found, "the photographs were not fetched: run `make test`"
    by_size = sorted(found, key=lambda path: path.stat().st_size)
    wood = next(path for path in found if path.name == "Wood.jpg")
    statement, film = tmp_path / "statement.pdf", tmp_path / "turntable.mp4"
    statement.write_bytes(a_pdf(pages=2, author=MAKER))
    film.write_bytes(a_film(tmp_path, artist=MAKER))
    return {"Pictures": [by_size[-1], wood], "Statement": [statement], "Film": [film]}


def test_a_work_goes_all_the_way(
    live: Live, stage: Stage, files: dict[str, list[Path]], signed_in: Callable[..., Page]
) -> None:
    _enter(live, stage, files, signed_in(stage.designer))
    _stored_as_sent(live, files)
    _assign(live, stage, signed_in(stage.owner))
    for juror in stage.jurors:
        _judge(live, stage, signed_in(juror, viewport={"width": 1180, "height": 820}))
    _nothing_is_public(live, stage)
    _decide_and_release(live, stage, signed_in(stage.owner, fresh=True))
    _wait_for_the_announcement(live, stage)
    _everything_is_public(live, stage, signed_in())


def _enter(live: Live, stage: Stage, files: dict[str, list[Path]], page: Page) -> None:
    """Find the call, begin, write, send the files, hand in, and read the receipt."""
    sent = watch_uploads(page, live)
    page.goto(f"/en/calls/{stage.call.slug}")
    on_the_way(page)
    page.get_by_role("link", name="Enter").first.click()
    on_the_way(page)
    page.get_by_role("button", name="Begin an entry").click()
    page.get_by_label("Title of the work").fill(TITLE)
    page.get_by_label("Category").select_option(stage.category.id)
    page.get_by_label("Story").fill(STORY)
    for question, paths in files.items():
        area = page.locator("section.entry-files", has=page.get_by_role("heading", name=question))
        area.locator("[data-drop-input]").set_input_files(paths)
    page.get_by_role("group", name="Web").get_by_label("I agree").check()
    live.eventually(lambda: _states(stage) == {FileState.ready}, 120)
    expect(page.get_by_text("All changes saved").first).to_be_visible()
    on_the_way(page)
    page.get_by_role("button", name="Review and hand in").click()
    on_the_way(page)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Hand in now").click()
    page.wait_for_url("**/receipts/1")
    on_the_way(page)
    for path in chain.from_iterable(files.values()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        shown = page.locator("main").inner_text().replace(" ", "").replace("\n", "")
        assert digest in shown
    assert len(sent) >= sum(map(len, files.values()))


def _states(stage: Stage) -> set[FileState]:
    """Return the states of the files of the call's entries; empty until all four are there."""
    db.session.rollback()
    query = select(EntryFile.state).join(Entry, Entry.id == EntryFile.entry_id).where(Entry.call_id == stage.call.id)
    states = list(db.session.scalars(query))
    return set(states) if len(states) == 4 else set()


def _stored_as_sent(live: Live, files: dict[str, list[Path]]) -> None:
    """The bucket holds every byte that was sent, and none of them passed through the application."""
    with live.app.app_context():
        rows = {row.name: row for row in db.session.scalars(select(EntryFile).where(EntryFile.removed_at.is_(None)))}
        db.session.rollback()
        for path in chain.from_iterable(files.values()):
            stored = hashlib.sha256(b"".join(storage.bucket().stream(rows[path.name].key))).hexdigest()
            assert stored == rows[path.name].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert largest_body_to_us(live) < 20_000


def _assign(live: Live, stage: Stage, page: Page) -> None:
    """Lay the entry before both jurors."""
    page.goto(f"/en/organise/{stage.call.id}/jury")
    on_the_way(page)
    page.get_by_label("Jurors for each entry").fill("2")
    page.get_by_role("button", name="Show how it would be").click()
    expect(page.get_by_role("button", name="Lay these out")).to_be_visible()
    on_the_way(page)
    page.get_by_role("button", name="Lay these out").click()
    page.wait_for_url(f"**/{stage.call.id}/jury")


def _judge(live: Live, stage: Stage, page: Page) -> None:
    """Pledge, open the entry, mark both criteria, write a comment, hand in."""
    page.goto(f"/en/jury/{stage.call.id}/")
    on_the_way(page)
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_role("radio", name="I know of nothing").check()
    page.get_by_role("button", name="Accept and begin").click()
    on_the_way(page)
    page.get_by_role("link", name="Go on with").click()
    expect(page.get_by_role("group", name="Criterion 1")).to_be_visible()
    on_the_way(page)
    assert (MAKER in page.content(), "statement.pdf" in page.content()) == (False, False)
    for criterion in ("Criterion 1", "Criterion 2"):
        page.get_by_role("group", name=criterion).get_by_role("radio", name="4").check()
    page.get_by_label("Comment").fill("The idea carries the piece.")
    expect(page.get_by_text("All changes saved").first).to_be_visible()
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.get_by_text("Handed in").first).to_be_visible()


def _nothing_is_public(live: Live, stage: Stage) -> None:
    """No public surface and no letter names the work or its maker."""
    seen = public_surfaces(live, stage.call.slug)
    assert (leaks(seen, SECRETS), fetch(live, f"/en/calls/{stage.call.slug}/winners").status) == ([], 404)
    with live.app.app_context():
        # Other journeys of this worker announce winners of their own.
        assert _letters(stage) == set()


def _decide_and_release(live: Live, stage: Stage, page: Page) -> None:
    """Compute, decide, propose the next full minute, sign."""
    page.goto(f"/en/organise/{stage.call.id}/results")
    on_the_way(page)
    page.get_by_role("button", name="Compute the result").click()
    expect(page.get_by_role("link", name="Decide the awards")).to_be_visible(timeout=60_000)
    for view in ("The jury", "Other methods", "Ranking"):
        page.get_by_role("link", name=view).click()
        on_the_way(page)
    page.get_by_role("link", name="Decide the awards").click()
    on_the_way(page)
    page.get_by_label(TITLE, exact=False).check()
    page.get_by_role("button", name="Decide these awards").click()
    page.goto(f"/en/organise/{stage.call.id}/release")
    on_the_way(page)
    at = (clock.now() + timedelta(seconds=75)).replace(second=0, microsecond=0)
    local = at.astimezone(ZoneInfo(stage.call.time_zone))
    page.locator("input[type=datetime-local]").fill(local.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Propose this release").click()
    page.get_by_role("button", name="Sign").first.click()
    on_the_way(page)


def _wait_for_the_announcement(live: Live, stage: Stage) -> None:
    """Until the release is published nothing is seen; from then on everything."""

    def published() -> bool:
        state = db.session.scalar(select(Release.state).where(Release.call_id == stage.call.id))
        db.session.rollback()
        return state == ReleaseState.published

    def looked() -> bool:
        before = published()
        seen = public_surfaces(live, stage.call.slug)
        if not published():
            assert leaks(seen, SECRETS) == []
        return before

    live.eventually(looked, 150)


def _everything_is_public(live: Live, stage: Stage, page: Page) -> None:
    """A visitor finds the winner, his pictures come from the bucket's public side, and the letters went out."""
    for path in ("/en/", f"/en/calls/{stage.call.slug}/winners", "/en/gallery", "/zh/gallery"):
        page.goto(path)
        expect(page.get_by_text(TITLE).first).to_be_visible()
        on_the_way(page)
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_text(MAKER).first).to_be_visible()
    on_the_way(page)
    with live.app.app_context():
        assert db.session.scalar(select(Entry.state).where(Entry.title == TITLE)) == EntryState.submitted
    live.eventually(lambda: _letters(stage) == {"publication/won"})


def _letters(stage: Stage) -> set[str]:
    db.session.rollback()
    query = select(Letter.event).where(Letter.person_id == stage.designer.id, Letter.event.like("publication/%"))
    return set(db.session.scalars(query))

"""The whole thread by keyboard alone: entering, judging, deciding, releasing, seeing; no pointer ever.

A file's dialog belongs to the system, so the one thing done for the hand is to give the focused input its file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from competition import clock, db
from competition.calls.models import Call
from competition.calls.rules import ClauseKind, FieldKind
from competition.entries.models import Entry, EntryFile
from competition.entries.rules import FileState
from competition.people.models import Person
from competition.people.rules import Role
from competition.publication.models import Release
from competition.publication.rules import ReleaseState
from tests.factories.calls import a_call, a_category, a_field, a_host, a_round
from tests.factories.judging import a_juror, a_rubric
from tests.factories.media import a_photograph
from tests.factories.people import a_membership, a_person, an_institution
from tests.factories.terms import a_clause
from tests.fixtures.live import Live

TITLE = "Hinge without a pin"
MOST_STOPS = 120

pytestmark = pytest.mark.timeout(240)


@dataclass(frozen=True)
class Cast:
    """The call of the journey, and its people."""

    call: Call
    owner: Person
    designer: Person
    juror: Person


class Keys:
    """A person at a keyboard before a page."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)

    def to(self, target: Locator) -> None:
        """Press Tab until the target has the focus; then it must be seen."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if target.evaluate_all("ones => ones.includes(document.activeElement)"):
                return
        pytest.fail(f"the Tab key does not lead to {target}")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Write."""
        self.page.keyboard.type(text)

    def follow(self, name: str | re.Pattern[str], role: Literal["link", "button"] = "link") -> None:
        """Go to a link or button of that name, press Enter, and be on another page."""
        target = self.page.get_by_role(role, name=name)
        self.to(target)
        with self.page.expect_navigation():
            self.press("Enter")


@pytest.fixture
def cast(live: Live) -> Cast:
    """Return an open call whose only juror may begin as soon as an entry is there."""
    with live.app.app_context():
        house = an_institution(name={"en": "House K"})
        call = a_call(title={"en": "By hand"}, slug="by-hand")
        a_host(call, house)
        a_category(call, name={"en": "Jewellery"})
        a_field(call, FieldKind.long_text, 1, label={"en": "Story"}, options={"most": 600})
        a_field(call, FieldKind.files, 2, label={"en": "Pictures"})
        a_clause(call, ClauseKind.web)
        a_rubric(a_round(call))
        owner = a_person(name="Lena Peeters")
        a_membership(owner, call.id, Role.owner, house)
        juror = a_juror(call, pledged=False, name="Juror One")
        return Cast(call, owner, a_person(name="Mira Claes"), juror)


def test_the_whole_thread_by_keyboard_alone(
    live: Live, cast: Cast, tmp_path: Path, signed_in: Callable[..., Page]
) -> None:
    picture = tmp_path / "hinge.jpg"
    picture.write_bytes(a_photograph(1600, 1200))
    _enter(live, cast, Keys(signed_in(cast.designer), f"/en/calls/{cast.call.slug}"), picture)
    _assign(Keys(signed_in(cast.owner), f"/en/organise/{cast.call.id}/jury"))
    _judge(Keys(signed_in(cast.juror), "/en/jury/"))
    _decide(Keys(signed_in(cast.owner, fresh=True), f"/en/organise/{cast.call.id}/"))
    _release(live, cast, Keys(signed_in(cast.owner, fresh=True), f"/en/organise/{cast.call.id}/"))
    _see(Keys(signed_in(), "/en/"))


def _enter(live: Live, cast: Cast, keys: Keys, picture: Path) -> None:
    page = keys.page
    keys.follow("Enter this call")
    keys.follow("Begin an entry", "button")
    keys.to(page.get_by_label("Title of the work"))
    keys.type(TITLE)
    keys.to(page.get_by_label("Category"))
    keys.type("Jew")
    keys.to(page.get_by_label("Story"))
    keys.type("Two leaves of gold that hold each other.")
    files = page.locator("[data-drop-input]")
    keys.to(files)
    files.set_input_files(picture)
    keys.to(page.get_by_role("group", name="Web").get_by_label("I agree"))
    keys.press("Space")
    live.eventually(lambda: _states(cast) == {FileState.ready}, 60)
    expect(page.get_by_text("All changes saved").first).to_be_visible()
    keys.follow("Review and hand in", "button")
    keys.to(page.get_by_role("checkbox"))
    keys.press("Space")
    keys.follow("Hand in now", "button")
    expect(page).to_have_url(re.compile(r"/receipts/1$"))
    expect(page.get_by_role("heading", name=TITLE).or_(page.get_by_text(TITLE)).first).to_be_visible()


def _states(cast: Cast) -> set[FileState]:
    db.session.rollback()
    query = select(EntryFile.state).join(Entry, Entry.id == EntryFile.entry_id).where(Entry.call_id == cast.call.id)
    return set(db.session.scalars(query))


def _assign(keys: Keys) -> None:
    keys.to(keys.page.get_by_label("Jurors for each entry", exact=False))
    keys.press("Control+a")
    keys.type("1")
    keys.follow("Show how it would be", "button")
    expect(keys.page.get_by_role("button", name="Lay these out")).to_be_visible()  # A job has dealt.
    keys.follow("Lay these out", "button")


def _judge(keys: Keys) -> None:
    page = keys.page
    keys.follow("By hand")
    for box in page.get_by_role("checkbox").all()[:2]:
        keys.to(box)
        keys.press("Space")
    keys.to(page.get_by_role("radio"))
    keys.press("Space")
    nothing = page.get_by_role("radio", name="I know of nothing")
    while not nothing.is_checked():
        keys.press("ArrowDown")
    keys.follow("Accept and begin", "button")
    keys.follow("Go on with")
    for criterion in ("Criterion 1", "Criterion 2"):
        scale = page.get_by_role("group", name=criterion)
        keys.to(scale.get_by_role("radio"))
        keys.press("3", "ArrowRight")
        expect(scale.get_by_role("radio", name="4")).to_be_checked()
    keys.to(page.get_by_label("Comment"))
    keys.type("The idea carries the piece.")
    expect(page.get_by_text("All changes saved").first).to_be_visible()
    keys.to(page.get_by_role("button", name="Hand in", exact=True))
    keys.press("Enter")
    expect(page.get_by_text("Handed in").first).to_be_visible()


def _decide(keys: Keys) -> None:
    keys.follow("Results")
    keys.follow("Compute the result", "button")
    expect(keys.page.get_by_role("link", name="Decide the awards")).to_be_visible(timeout=60_000)
    keys.follow("Decide the awards")
    expect(keys.page.get_by_label(TITLE, exact=False)).to_be_checked()  # The rule proposes it.
    keys.follow("Decide these awards", "button")
    expect(keys.page.get_by_text(TITLE).first).to_be_visible()


def _release(live: Live, cast: Cast, keys: Keys) -> None:
    """Propose the running minute: the last signature then publishes at once."""
    keys.follow(re.compile("^Release$"))
    field = keys.page.locator("input[type=datetime-local]")
    keys.to(field)
    local = clock.now().astimezone(ZoneInfo(cast.call.time_zone))
    keys.type(local.strftime("%m%d%Y"))
    keys.press("ArrowRight")
    keys.type(local.strftime("%I%M%p"))
    expect(field).to_have_value(local.strftime("%Y-%m-%dT%H:%M"))
    keys.follow("Propose this release", "button")
    keys.follow("Sign this release", "button")

    def published() -> bool:
        db.session.rollback()
        state = db.session.scalar(select(Release.state).where(Release.call_id == cast.call.id))
        return state == ReleaseState.published

    live.eventually(published)


def _see(keys: Keys) -> None:
    keys.follow("Gallery")
    keys.follow(TITLE)
    expect(keys.page.get_by_text("Mira Claes").first).to_be_visible()

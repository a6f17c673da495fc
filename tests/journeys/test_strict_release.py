"""The strict release: a chair and an auditor sign, each by a second factor, and nothing is public before both did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pyotp
import pytest
from playwright.sync_api import Page, expect

from competition import clock, db
from competition.calls.rules import ReleaseRule
from competition.people.models import Authenticator, Person
from competition.people.rules import Role
from competition.publication.queries import releases
from competition.publication.rules import ReleaseState
from tests.factories.people import a_membership
from tests.factories.publication import Judged, a_judged_call, decide_best
from tests.fixtures.live import Live
from tests.fixtures.walking import fetch, leaks, on_the_way, public_surfaces

TITLE = "Stilte CANARY-STRICT"
SECRETS = ("CANARY-STRICT", "Canary-Strict-Maker")
TOOK_PART = "You are an auditor of this call, but you also organise it or sit on its jury."
SIGNED_ALREADY = "Your signature is here already"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.timeout(420)


@pytest.fixture
def judged(live: Live) -> Judged:
    """Return a decided call that its chair and an auditor release. The chair and an organiser are auditors as well."""
    with live.app.app_context():
        judged = a_judged_call(entries=2, pictures=0, release_rule=ReleaseRule.chair_and_auditor)
        with db.transaction():
            judged.entries[0].title, judged.makers[0].name = TITLE, SECRETS[1]
        a_membership(judged.second, judged.id, Role.auditor)
        a_membership(judged.chair, judged.id, Role.auditor)
        for person in (judged.owner, judged.second, judged.chair, judged.auditor):
            with db.transaction() as session:
                session.add(Authenticator(person_id=person.id, secret=KEY, confirmed_at=clock.now()))
        decide_best(judged)
        rows = (judged.call, judged.second, judged.chair, judged.auditor)
        for row in rows:
            db.session.refresh(row)
        db.session.expunge_all()  # Browsers and jobs write beside this process: what the journey keeps is plain facts.
        return judged


def test_two_who_must_agree_release_the_winners(live: Live, judged: Judged, signed_in: Callable[..., Page]) -> None:
    page = {name: signed_in(getattr(judged, name)) for name in ("chair", "second", "auditor")}
    _propose(live, judged, page["chair"])
    _nothing_is_public(live, judged, signed=[])
    _organiser_is_refused(live, judged, page["second"])
    _chair_signs_once(live, judged, page["chair"])
    _nothing_is_public(live, judged, signed=["chair"])
    _auditor_signs(live, judged, page["auditor"])
    _wait_for_the_announcement(live, judged)
    _winners_are_seen(judged, signed_in())


def _release_page(judged: Judged) -> str:
    return f"/en/organise/{judged.id}/release"


def _prove(live: Live, page: Page, person: Person) -> None:
    """Give the code of the app that the page asks for, and come back to where one was."""
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    on_the_way(page)
    with live.app.app_context(), db.transaction() as session:
        session.get_one(Authenticator, person.id).last_step = 0
    page.get_by_label("Code").fill(pyotp.TOTP(KEY).at(int(clock.now().timestamp())))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/release")


def _propose(live: Live, judged: Judged, page: Page) -> None:
    """The chair proposes the next full minute; before anything is done he is asked for his second factor."""
    for is_asked in (True, False):
        page.goto(_release_page(judged))
        on_the_way(page)
        at = (clock.now() + timedelta(seconds=105)).replace(second=0, microsecond=0)
        local = at.astimezone(ZoneInfo(judged.call.time_zone))
        page.locator("input[type=datetime-local]").fill(local.strftime("%Y-%m-%dT%H:%M"))
        page.get_by_role("button", name="Propose this release").click()
        if is_asked:
            assert _state(live, judged) is None
            _prove(live, page, judged.chair)
    expect(page.get_by_text("The release is proposed.")).to_be_visible()
    assert _state(live, judged) == ReleaseState.proposed


def _organiser_is_refused(live: Live, judged: Judged, page: Page) -> None:
    """Who organises for a host is an auditor too, and may not sign as one: no button is there, and none would help."""
    page.goto(_release_page(judged))
    on_the_way(page)
    expect(page.get_by_text(TOOK_PART)).to_be_visible()
    expect(page.get_by_role("button", name="Sign this release")).to_have_count(0)
    _sign_past_the_page(live, judged, page)
    _prove(live, page, judged.second)
    _sign_past_the_page(live, judged, page)
    expect(page.get_by_text(TOOK_PART)).to_have_count(2)
    assert _signed(live, judged) == []


def _chair_signs_once(live: Live, judged: Judged, page: Page) -> None:
    """The chair signs as chair; that he is an auditor as well gives him no second signature."""
    page.goto(_release_page(judged))
    page.get_by_role("button", name="Sign this release").click()
    expect(page.get_by_text("You have signed.")).to_be_visible()
    on_the_way(page)
    expect(page.get_by_role("button", name="Sign this release")).to_have_count(0)
    _sign_past_the_page(live, judged, page)
    expect(page.get_by_text(SIGNED_ALREADY)).to_be_visible()
    assert (_signed(live, judged), _state(live, judged)) == (["chair"], ReleaseState.proposed)


def _auditor_signs(live: Live, judged: Judged, page: Page) -> None:
    """The auditor is asked for a second factor, gives it, and signs: with that the publication is scheduled."""
    page.goto(_release_page(judged))
    on_the_way(page)
    page.get_by_role("button", name="Sign this release").click()
    assert _signed(live, judged) == ["chair"]
    _prove(live, page, judged.auditor)
    page.get_by_role("button", name="Sign this release").click()
    expect(page.get_by_text("You have signed.")).to_be_visible()
    assert _signed(live, judged) == ["chair", "auditor"]


def _sign_past_the_page(live: Live, judged: Judged, page: Page) -> None:
    """Send what the button would send, though the page shows none: the server must hold by itself."""
    with live.app.app_context():
        release = releases.active_release(judged.id)
        digest = release.content_digest if release else ""
        db.session.rollback()
    page.evaluate(
        """([address, content]) => {
          const form = document.createElement("form");
          form.method = "post";
          form.action = address;
          const token = document.querySelector("input[name=csrf_token]").value;
          for (const [name, value] of [["csrf_token", token], ["content", content]]) {
            const input = document.createElement("input");
            Object.assign(input, { type: "hidden", name, value });
            form.append(input);
          }
          document.body.append(form);
          form.submit();
        }""",
        [f"{_release_page(judged)}/signature", digest],
    )
    page.wait_for_load_state()


def _state(live: Live, judged: Judged) -> ReleaseState | None:
    with live.app.app_context():
        found = releases.latest_release(judged.id)
        db.session.rollback()
        return found.state if found else None


def _signed(live: Live, judged: Judged) -> list[str]:
    with live.app.app_context():
        found = releases.latest_release(judged.id)
        signed = [one.capacity for one in releases.signatures_of(found.id)] if found else []
        db.session.rollback()
        return signed


def _nothing_is_public(live: Live, judged: Judged, signed: list[str]) -> None:
    assert _signed(live, judged) == signed
    seen = public_surfaces(live, judged.call.slug)
    assert (leaks(seen, SECRETS), fetch(live, f"/en/calls/{judged.call.slug}/winners").status) == ([], 404)


def _wait_for_the_announcement(live: Live, judged: Judged) -> None:
    """Signed by both, nothing is seen until the time has come and the job has published."""

    def looked() -> bool:
        before = _state(live, judged)
        seen = public_surfaces(live, judged.call.slug)
        if _state(live, judged) != ReleaseState.published:
            assert leaks(seen, SECRETS) == []
        return before == ReleaseState.published

    live.eventually(looked, 180)
    with live.app.app_context():
        release = releases.latest_release(judged.id)
        assert release is not None
        assert release.published_at is not None
        assert release.published_at >= release.publish_at
        db.session.rollback()


def _winners_are_seen(judged: Judged, page: Page) -> None:
    page.goto(f"/en/calls/{judged.call.slug}/winners")
    expect(page.get_by_text(TITLE).first).to_be_visible()
    expect(page.get_by_text(SECRETS[1]).first).to_be_visible()
    on_the_way(page)

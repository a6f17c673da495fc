"""Co-entrants with rights, invited by the lead; the lead passes on; access falls away with the next request."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from competition import audit, db, queueing
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry, EntryInvitation, EntryMember
from competition.entries.rules import Draft, Rights, SlotRequest, SubmitEntry
from competition.entries.rules.drafting import working_content
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.refusals import EntryNotFound
from competition.entries.rules.team import InviteToTeam, LeadOnly, LeadStays, OnTeamAlready, ReadsOnly, TeamFull
from competition.errors import DomainError
from competition.mail.interface import MemoryPost
from competition.mail.models import Letter
from competition.people.models import Person
from tests.factories.calls import a_call, a_field
from tests.factories.entries import an_entry
from tests.factories.people import a_browser, a_person, an_actor
from tests.factories.web import post as send

pytestmark = pytest.mark.integration


class House:
    """A draft with its lead, a co-entrant who may edit and one who may read."""

    def __init__(self) -> None:
        self.call = a_call()
        self.idea = a_field(self.call, FieldKind.long_text, 1)
        self.lead, self.editor, self.reader = a_person(name="Ada"), a_person(name="Bo"), a_person(name="Cem")
        self.entry: Entry = an_entry(self.call, self.lead, title="Moon", answers={self.idea.id: "Light"})
        self.id = self.entry.id
        self.member_ids = {
            person.id: self.add(person, rights)
            for person, rights in ((self.editor, Rights.edit), (self.reader, Rights.read))
        }

    def add(self, person: Person, rights: Rights) -> str:
        with db.transaction() as session:
            member = EntryMember(id=db.new_id(), entry_id=self.id, person_id=person.id, rights=rights)
            session.add(member)
        return member.id

    def draft(self, **values: Any) -> Draft:
        fresh = db.session.get_one(Entry, self.id, populate_existing=True)
        return Draft(**{"version": fresh.version, **working_content(fresh), **values})

    def wish(self) -> SubmitEntry:
        fresh = db.session.get_one(Entry, self.id, populate_existing=True)
        return SubmitEntry("k" * 32, content_digest(working_content(fresh), []))


def kinds(house: House) -> list[str]:
    query = db.session.query(audit.AuditEvent.kind).filter_by(chain=house.call.id).order_by(audit.AuditEvent.number)
    return [kind for (kind,) in query]


def link_in(post: MemoryPost) -> str:
    queueing.services.run_due()
    found = re.search(r"/en/entries/invitations/[\w-]+", post.sent[-1].text)
    assert found
    return found[0]


def test_who_may_edit_writes_and_hands_in_and_who_may_read_does_neither(app: Flask) -> None:
    house = House()
    reader, editor = an_actor(house.reader), an_actor(house.editor)
    files = a_field(house.call, FieldKind.files, 2, is_required=False)
    acts = (
        lambda: services.save_draft(reader, house.id, house.draft(title="Sun")),
        lambda: services.open_slot(reader, house.id, SlotRequest(files.id, "a.jpg", 9, "image/jpeg")),
        lambda: services.reorder_files(reader, house.id, files.id, []),
        lambda: services.submit_entry(reader, house.id, house.wish()),
    )
    for act in acts:
        with pytest.raises(ReadsOnly):
            act()
    assert services.save_draft(editor, house.id, house.draft(title="Sun")).title == "Sun"
    assert services.submit_entry(editor, house.id, house.wish()).submitted_by == house.editor.id
    for verb in (services.withdraw_entry, services.reopen_entry):
        with pytest.raises(LeadOnly):
            verb(editor, house.id)


def test_only_the_lead_decides_on_the_team(app: Flask) -> None:
    house = House()
    member = house.member_ids[house.reader.id]
    acts: list[Any] = [
        lambda actor: services.invite_to_team(actor, house.id, InviteToTeam("d@example.org")),
        lambda actor: services.change_rights(actor, house.id, member, Rights.edit),
        lambda actor: services.remove_member(actor, house.id, member),
        lambda actor: services.offer_lead(actor, house.id, member),
        lambda actor: services.take_offer_back(actor, house.id),
        lambda actor: services.revoke_team_invitation(actor, house.id, "x"),
    ]
    for person, refusal in ((house.editor, LeadOnly), (a_person(), EntryNotFound)):
        for act in acts:
            with pytest.raises(refusal):
                act(an_actor(person))
    assert kinds(house) == []


def test_a_removed_co_entrant_is_a_stranger_at_his_next_request_and_gets_a_letter(app: Flask) -> None:
    house = House()
    browser = a_browser(app, house.editor)
    assert browser.get(f"/en/entries/{house.id}").status_code == 200
    services.remove_member(an_actor(house.lead), house.id, house.member_ids[house.editor.id])
    pages = ("", "/team", "/review", "/files.json")
    assert [browser.get(f"/en/entries/{house.id}{page}").status_code for page in pages] == [404] * 4
    with pytest.raises(EntryNotFound):
        services.save_draft(an_actor(house.editor), house.id, house.draft(title="Sun"))
    letter = db.session.query(Letter).one()
    assert (letter.event, letter.person_id) == ("entries/removed_from_team", house.editor.id)
    assert kinds(house) == ["team.removed"]


def test_the_lead_stays_until_another_accepts_it(app: Flask) -> None:
    house = House()
    lead, editor, member = an_actor(house.lead), an_actor(house.editor), house.member_ids[house.editor.id]
    with pytest.raises(LeadStays):
        services.leave_team(lead, house.id)
    services.offer_lead(lead, house.id, member)
    assert services.withdraw_entry(lead, house.id).state == "withdrawn"  # He leads on meanwhile.
    services.answer_offer(editor, house.id, accepts=True)
    team = {one.name: (one.is_lead, one.rights) for one in queries.teammates_of(house.id)}
    assert team == {"Bo": (True, Rights.edit), "Ada": (False, Rights.edit), "Cem": (False, Rights.read)}
    services.answer_offer(editor, house.id, accepts=True)  # The answer was lost: once more changes nothing.
    assert [one.is_lead for one in queries.teammates_of(house.id)] == [True, False, False]
    services.leave_team(lead, house.id)
    assert [one.name for one in queries.teammates_of(house.id)] == ["Bo", "Cem"]
    assert kinds(house) == ["team.lead_offered", "entry.withdrawn", "team.lead_passed", "team.left"]


def test_a_declined_or_kept_lead_stays_where_it_was(app: Flask) -> None:
    house = House()
    lead, editor, member = an_actor(house.lead), an_actor(house.editor), house.member_ids[house.editor.id]
    services.offer_lead(lead, house.id, member)
    services.answer_offer(editor, house.id, accepts=False)
    services.offer_lead(lead, house.id, member)
    services.take_offer_back(lead, house.id)
    with pytest.raises(DomainError, match="entry_no_lead_offered"):
        services.answer_offer(editor, house.id, accepts=True)
    assert [one.name for one in queries.teammates_of(house.id) if one.is_lead] == ["Ada"]


def test_an_invited_stranger_makes_an_account_by_the_link_and_lands_in_the_entry(app: Flask, post: MemoryPost) -> None:
    house = House()
    page = f"/en/entries/{house.id}/team"
    form = {"email": "dia@example.org", "name": "Dia", "rights": "read"}
    assert send(a_browser(app, house.lead), page, form).status_code == 303
    link, visitor = link_in(post), app.test_client()
    for _ in range(3):  # Scanners look often, by GET and by HEAD.
        assert visitor.get(link).status_code == visitor.head(link).status_code == 200
    assert db.session.query(EntryInvitation.accepted_at).one() == (None,)
    weak = send(visitor, link, {"name": "Dia", "password": "short"})
    assert (weak.status_code, 'value="Dia"' in weak.text) == (422, True)
    answer = send(visitor, link, {"name": "Dia", "password": "three calm words"})
    assert (answer.status_code, answer.location) == (303, f"/en/entries/{house.id}")
    assert visitor.get(answer.location).status_code == 200
    db.session.rollback()
    joined = {one.email: one.rights for one in queries.teammates_of(house.id)}
    assert joined["dia@example.org"] == Rights.read
    assert kinds(house) == ["team.invited", "team.joined"]
    assert send(a_browser(app, house.reader), link, page="/en/account").status_code == 200  # It is spent, and says so.


def test_a_person_with_an_account_finds_the_invitation_in_his_list_and_answers_it_there(app: Flask) -> None:
    house, guest = House(), a_person(email="guest@example.org")
    services.invite_to_team(an_actor(house.lead), house.id, InviteToTeam("Guest@Example.org"))
    invitation, browser = db.session.query(EntryInvitation).one(), a_browser(app, guest)
    link = f"/en/entries/invitations/{invitation.id}"
    assert link in browser.get("/en/entries/").text
    # Its id opens it to the person whose confirmed address it bears, and to nobody else.
    others = [app.test_client(), a_browser(app, a_person())]
    assert [one.get(link).status_code for one in (*others, browser)] == [404, 404, 200]
    assert send(browser, f"{link}/accept", page="/en/entries/").location == f"/en/entries/{house.id}"
    assert send(browser, f"{link}/accept", page="/en/account").location == f"/en/entries/{house.id}"
    assert len(queries.teammates_of(house.id)) == 4


def test_an_unconfirmed_address_opens_nothing_but_by_its_link(app: Flask, post: MemoryPost) -> None:
    house = House()
    thief = a_person(email="guest@example.org", email_confirmed_at=None)
    services.invite_to_team(an_actor(house.lead), house.id, InviteToTeam("guest@example.org"))
    invitation, browser = db.session.query(EntryInvitation).one(), a_browser(app, thief)
    assert "/en/entries/invitations/" not in browser.get("/en/entries/").text
    assert browser.get(f"/en/entries/invitations/{invitation.id}").status_code == 404
    link = link_in(post)
    assert send(browser, f"{link}/accept", page=link).status_code == 303
    assert db.session.get_one(Person, thief.id, populate_existing=True).email_confirmed_at is not None


def test_a_declined_revoked_or_foreign_invitation_lets_nobody_in(app: Flask, post: MemoryPost) -> None:
    house, lead = House(), None
    lead = an_actor(house.lead)
    services.invite_to_team(lead, house.id, InviteToTeam("one@example.org"))
    declined, visitor = link_in(post), app.test_client()
    assert send(visitor, f"{declined}/decline", page=declined).status_code == 303
    assert "was declined" in visitor.get(declined).text
    revoked_row = services.invite_to_team(lead, house.id, InviteToTeam("two@example.org"))
    revoked = link_in(post)
    services.revoke_team_invitation(lead, house.id, revoked_row.id)
    assert visitor.get(revoked).status_code == 410
    services.invite_to_team(lead, house.id, InviteToTeam("three@example.org"))
    foreign = link_in(post)
    assert "signed in as" in a_browser(app, a_person()).get(foreign).text
    for link, address in ((declined, "one"), (revoked, "two"), (foreign, "four")):
        stranger = a_browser(app, a_person(email=f"{address}@example.org"))
        send(stranger, f"{link}/accept", page="/en/account")
    assert len(queries.teammates_of(house.id)) == 3


def test_a_new_link_ends_the_old_one(app: Flask, post: MemoryPost) -> None:
    house, lead = House(), None
    lead = an_actor(house.lead)
    services.invite_to_team(lead, house.id, InviteToTeam("one@example.org"))
    old = link_in(post)
    services.invite_to_team(lead, house.id, InviteToTeam("one@example.org"))
    new, visitor = link_in(post), app.test_client()
    assert (visitor.get(old).status_code, visitor.get(new).status_code) == (404, 200)
    assert db.session.query(EntryInvitation).count() == 1


def test_bad_invitations_are_refused_at_their_field_and_keep_what_was_typed(app: Flask) -> None:
    house = House()
    browser, page = a_browser(app, house.lead), f"/en/entries/{house.id}/team"
    for address in ("nobody", house.editor.email):
        answer = send(browser, page, {"email": address, "name": "Zoë", "rights": "edit"})
        assert (answer.status_code, address in answer.text, "Zoë" in answer.text) == (422, True, True)
    assert send(browser, page, {"email": "a@example.org", "rights": "owner"}).status_code == 422
    assert db.session.query(EntryInvitation).count() == 0
    with pytest.raises(OnTeamAlready):
        services.invite_to_team(an_actor(house.lead), house.id, InviteToTeam(house.reader.email))


def test_a_team_has_an_end(app: Flask) -> None:
    house = House()
    lead = an_actor(house.lead)
    for number in range(17):
        services.invite_to_team(lead, house.id, InviteToTeam(f"guest{number}@example.org"))
    with pytest.raises(TeamFull):
        services.invite_to_team(lead, house.id, InviteToTeam("more@example.org"))


def test_the_pages_say_what_each_may_do(app: Flask) -> None:
    house = House()
    page = f"/en/entries/{house.id}"
    browsers: dict[str, FlaskClient] = {
        name: a_browser(app, person)
        for name, person in (("lead", house.lead), ("editor", house.editor), ("reader", house.reader))
    }
    forms = {name: 'id="entry-form"' in browser.get(page).text for name, browser in browsers.items()}
    assert forms == {"lead": True, "editor": True, "reader": False}
    withdraws = {name: f"{page}/withdraw" in browser.get(page).text for name, browser in browsers.items()}
    assert withdraws == {"lead": True, "editor": False, "reader": False}
    invites = {name: 'id="invite"' in browser.get(f"{page}/team").text for name, browser in browsers.items()}
    assert invites == {"lead": True, "editor": False, "reader": False}
    hands_in = {name: f"{page}/submit" in browser.get(f"{page}/review").text for name, browser in browsers.items()}
    assert hands_in == {"lead": True, "editor": True, "reader": False}

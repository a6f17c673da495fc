"""What jurors point out, what they note for themselves, and what becomes of a juror's work when he leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from competition import audit, clock, db
from competition.entries.models import EntryMember
from competition.errors import NotFound
from competition.judging.models import Assignment, Flag, ScoreSheet, SheetVersion
from competition.judging.queries import sheets_of_round
from competition.judging.queries.dealing import hands_of
from competition.judging.queries.flags import flags_of, flags_on
from competition.judging.rules.flags import FlagCommand, FlagIsSettled, FlagKind, FlagNeedsReason
from competition.judging.rules.leaving import LeaveCommand, LeavingNeedsReason, OnlyChairSetsAside
from competition.judging.rules.sheets import NoteTooLong, RoundIsClosed, SheetCommand, SheetIsStale
from competition.judging.services import dismiss, hand_in, raise_flag, recuse, save_sheet, settle_flag
from competition.people.rules import Role
from tests.factories.judging import a_juror, a_sheet
from tests.factories.people import a_browser, a_membership, a_person, an_actor
from tests.factories.web import post
from tests.judging.conftest import MakeRoom, Room

pytestmark = pytest.mark.integration

SUSPICION = FlagCommand(FlagKind.authorship, "I saw this at a fair, under another name.")


def test_a_flag_is_raised_once_and_settled_once(room: Room) -> None:
    laid = room.laid()
    raise_flag(room.as_juror, laid.id, SUSPICION)
    raise_flag(room.as_juror, laid.id, SUSPICION)
    ((raised),) = flags_of(room.round.id)
    assert (raised.code, raised.juror, raised.flag.reason) == (room.entries[0].code, "Judith Juror", SUSPICION.reason)
    with pytest.raises(FlagNeedsReason):
        settle_flag(room.as_organiser, room.call.id, raised.flag.id, "  ")
    settle_flag(room.as_organiser, room.call.id, raised.flag.id, "The maker showed the drawings.")
    with pytest.raises(FlagIsSettled):
        settle_flag(room.as_organiser, room.call.id, raised.flag.id, "Otherwise.")
    assert [flag.outcome for flag in flags_on(laid.id)] == ["The maker showed the drawings."]
    assert audit.head_of(room.call.id)[0] == 2
    assert audit.verify(room.call.id) is None


def test_an_overseer_who_is_bound_to_an_entry_neither_reads_nor_settles_its_flags(app: Flask, room: Room) -> None:
    bound, other = room.laid(), room.laid()
    for laid in (bound, other):
        raise_flag(room.as_juror, laid.id, SUSPICION)
    flags = {one.entry_id: one.flag.id for one in flags_of(room.round.id)}
    with db.transaction() as session:
        session.add(EntryMember(id=db.new_id(), entry_id=bound.entry_id, person_id=room.organiser.id))
    shown = a_browser(app, room.organiser).get(f"/en/organise/{room.call.id}/jury").get_data(as_text=True)
    assert [f"flags/{flags[one.entry_id]}" in shown for one in (bound, other)] == [False, True]
    with pytest.raises(NotFound):
        settle_flag(room.as_organiser, room.call.id, flags[bound.entry_id], "Nothing in it.")
    settle_flag(room.as_organiser, room.call.id, flags[other.entry_id], "Nothing in it.")


def test_flags_are_for_jurors_to_raise_while_the_round_sits_and_for_overseers_to_settle(
    room: Room, make_room: MakeRoom
) -> None:
    laid, elsewhere = room.laid(), make_room()
    for actor in (an_actor(a_juror(room.call)), room.as_organiser, elsewhere.as_juror):
        with pytest.raises(NotFound):
            raise_flag(actor, laid.id, SUSPICION)
    raise_flag(room.as_juror, laid.id, SUSPICION)
    flag_id = db.session.scalars(select(Flag.id)).one()
    stranger = elsewhere.as_organiser
    for actor, call in ((room.as_juror, room.call), (stranger, room.call), (stranger, elsewhere.call)):
        with pytest.raises(NotFound):
            settle_flag(actor, call.id, flag_id, "x")
    chair = a_person()
    a_membership(chair, room.call.id, Role.chair)
    settle_flag(an_actor(chair), room.call.id, flag_id, "Looked into.")
    over = make_room(dates={"closes_at": clock.now() - timedelta(minutes=1)})
    with pytest.raises(RoundIsClosed):
        raise_flag(over.as_juror, over.laid().id, SUSPICION)


def test_a_flag_is_raised_and_read_on_the_pages_and_by_no_other_juror(app: Flask, room: Room) -> None:
    laid, other = room.laid(), a_juror(room.call)
    seen_by_other = room.laid(other)
    mine = f"/en/jury/{room.call.id}/entries/{laid.id}"
    browser, organiser = a_browser(app, room.juror), a_browser(app, room.organiser)
    wrong = post(browser, f"{mine}/flags", {"reason": SUSPICION.reason}, page=mine)
    assert (wrong.status_code, SUSPICION.reason in wrong.get_data(as_text=True)) == (422, True)
    sent = post(browser, f"{mine}/flags", {"kind": "authorship", "reason": SUSPICION.reason}, page=mine)
    assert sent.location == mine
    jury = f"/en/organise/{room.call.id}/jury"
    flag_id = db.session.scalars(select(Flag.id)).one()
    assert SUSPICION.reason in organiser.get(jury).get_data(as_text=True)
    assert post(organiser, f"{jury}/flags/{flag_id}", {"outcome": ""}, page=jury).status_code == 422
    assert post(organiser, f"{jury}/flags/{flag_id}", {"outcome": "All is well."}, page=jury).status_code == 303
    assert "All is well." in browser.get(mine).get_data(as_text=True)
    theirs = a_browser(app, other).get(f"/en/jury/{room.call.id}/entries/{seen_by_other.id}").get_data(as_text=True)
    assert [word for word in (SUSPICION.reason, "All is well.") if word in theirs] == []


NOTE = "Canary-Note: reminds me of my own work"


def test_a_note_is_kept_like_a_mark_and_read_by_nobody_else(app: Flask, room: Room) -> None:
    laid = room.laid()
    save_sheet(room.as_juror, laid.id, SheetCommand(0, room.marks(3), note=NOTE))
    with pytest.raises(SheetIsStale) as stale:
        save_sheet(room.as_juror, laid.id, SheetCommand(0, room.marks(3), note="Another"))
    assert stale.value.values["theirs"]["note"] == NOTE
    with pytest.raises(NoteTooLong):
        save_sheet(room.as_juror, laid.id, SheetCommand(1, room.marks(3), note="x" * 4001))
    hand_in(room.as_juror, laid.id, SheetCommand(1, room.marks(3, 3), note=NOTE))
    before = audit.head_of(room.call.id)
    save_sheet(room.as_juror, laid.id, SheetCommand(2, room.marks(3, 3), note=NOTE + "!"))
    assert audit.head_of(room.call.id) == before
    assert [row["note"] for row in db.session.scalars(select(SheetVersion.content).order_by(SheetVersion.number))] == [
        NOTE,
        NOTE,
        NOTE + "!",
    ]
    assert NOTE in a_browser(app, room.juror).get(f"/en/jury/{room.call.id}/entries/{laid.id}").get_data(as_text=True)
    chair = a_person()
    a_membership(chair, room.call.id, Role.chair)
    base = f"/en/organise/{room.call.id}"
    pages = (f"{base}/jury", f"{base}/results", f"{base}/results/comments", f"{base}/jury/{room.juror.id}")
    for person in (room.organiser, chair, a_juror(room.call), room.maker):
        browser = a_browser(app, person)
        assert [page for page in pages if "Canary-Note" in browser.get(page).get_data(as_text=True)] == []


def test_who_leaves_gives_up_what_he_has_not_handed_in_and_his_marks_count_on(room: Room) -> None:
    handed, draft, unbegun, stepped = (room.laid() for _ in range(4))
    hand_in(room.as_juror, handed.id, SheetCommand(0, room.marks(3, 3)))
    save_sheet(room.as_juror, draft.id, SheetCommand(0, room.marks(2)))
    recuse(room.as_juror, stepped.id, "My sister")
    dismiss(room.as_organiser, room.call.id, room.juror.id, LeaveCommand("Ill"))
    db.session.rollback()
    kept = db.session.scalars(select(Assignment).where(Assignment.juror_id == room.juror.id)).all()
    aside = {one.id: one.set_aside_at is not None for one in kept}
    assert aside == {handed.id: False, draft.id: True, unbegun.id: True, stepped.id: True}
    assert {row.entry_id for row in sheets_of_round(room.round.id)} == {handed.entry_id}
    assert len(db.session.scalars(select(ScoreSheet.id)).all()) == 2
    pool = hands_of(room.round).pool
    assert (pool.jurors, pool.kept) == ((), frozenset({(handed.entry_id, room.juror.id)}))
    with pytest.raises(NotFound):
        save_sheet(room.as_juror, handed.id, SheetCommand(1, room.marks(5, 5)))


def test_the_chair_alone_sets_marks_aside_and_who_comes_back_gets_no_entry_twice(room: Room) -> None:
    handed, chair = room.laid(), a_person()
    a_sheet(handed, room.marks(3, 3))
    a_membership(chair, room.call.id, Role.chair)
    leave = LeaveCommand("Knew the makers", sets_aside=True)
    with pytest.raises(OnlyChairSetsAside):
        dismiss(room.as_organiser, room.call.id, room.juror.id, leave)
    with pytest.raises(LeavingNeedsReason):
        dismiss(an_actor(chair), room.call.id, room.juror.id, LeaveCommand(" ", sets_aside=True))
    assert len(sheets_of_round(room.round.id)) == 2
    dismiss(an_actor(chair), room.call.id, room.juror.id, leave)
    assert sheets_of_round(room.round.id) == []
    with pytest.raises(NotFound):
        dismiss(an_actor(chair), room.call.id, room.juror.id, leave)
    a_membership(room.juror, room.call.id, Role.juror)
    assert (handed.entry_id, room.juror.id) in hands_of(room.round).pool.barred
    assert audit.verify(room.call.id) is None


def test_a_juror_is_let_go_on_a_page_of_his_own(app: Flask, room: Room) -> None:
    room.laid()
    url = f"/en/organise/{room.call.id}/jury/{room.juror.id}/leave"
    browser = a_browser(app, room.organiser)
    assert post(browser, url, {"reason": ""}).status_code == 422
    assert post(browser, url, {"reason": "Ill", "sets_aside": "y"}).status_code == 403
    assert post(browser, url, {"reason": "Ill"}).location == f"/en/organise/{room.call.id}/jury"
    assert browser.get(url).status_code == 404

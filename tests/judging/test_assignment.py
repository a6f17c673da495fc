"""Laying entries before jurors: shown first, even, never one's own; by hand; nothing begun is taken away."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from competition import audit, db
from competition.errors import NotFound
from competition.judging.models import Assignment, Proposal
from competition.judging.queries import progress_of
from competition.judging.queries.panel import hand_rows, invitations_of, panel_of
from competition.judging.queries.seat import queue_of
from competition.judging.rules.dealing import (
    DealCommand,
    DealHasChanged,
    DealOutOfBounds,
    HandCommand,
    JurorsPerEntryOutOfBounds,
    NobodyToAssign,
    OwnEntry,
    SheetIsBegun,
)
from competition.judging.rules.panel import PledgeCommand, PledgeIsIncomplete, Progress
from competition.judging.rules.queue import WorkState
from competition.judging.rules.sheets import SheetCommand, SheetState
from competition.judging.services import (
    accept_pledge,
    apply_deal,
    assign_by_hand,
    hand_in,
    recuse,
    request_deal,
    save_sheet,
)
from competition.mail.interface import MemoryPost
from competition.people.rules import Role
from competition.queueing.services import run_due
from tests.factories.entries import a_submitted_entry
from tests.factories.judging import a_juror, a_sheet
from tests.factories.people import a_membership, an_actor
from tests.judging.conftest import Room

pytestmark = pytest.mark.integration


def deal(room: Room, per_entry: int, seed: str = "seed") -> int:
    return apply_deal(room.as_organiser, room.call.id, proposed(room, per_entry, seed).id)


def proposed(room: Room, per_entry: int, seed: str = "seed", **wishes: Any) -> Proposal:
    """Return a deal that was worked out."""
    proposal_id = request_deal(room.as_organiser, room.call.id, DealCommand(per_entry, seed, **wishes))
    run_due()
    db.session.rollback()
    return db.session.get_one(Proposal, proposal_id)


def shown(proposal: Proposal) -> dict[str, Any]:
    """Return what a proposal holds."""
    assert proposal.content is not None
    return proposal.content


def pairs(room: Room) -> set[tuple[str, str]]:
    db.session.rollback()
    query = select(Assignment.entry_id, Assignment.juror_id).where(Assignment.round_id == room.round.id)
    return {(entry, juror) for entry, juror in db.session.execute(query)}


def by_hand(room: Room, *chosen: str, shown: list[str] | None = None) -> None:
    given = frozenset(shown if shown is not None else [entry.id for entry in room.entries])
    assign_by_hand(room.as_organiser, room.call.id, room.juror.id, HandCommand(given, frozenset(chosen)))


def test_a_proposal_lays_nothing_out_and_what_is_applied_is_what_was_shown(room: Room) -> None:
    others = [a_juror(room.call) for _ in range(2)]
    for _ in range(7):
        room.entry()
    proposal = proposed(room, 2)
    assert pairs(room) == set()
    assert apply_deal(room.as_organiser, room.call.id, proposal.id) == 14
    assert apply_deal(room.as_organiser, room.call.id, proposal.id) == 0
    assert pairs(room) == {(entry, juror) for entry, juror in shown(proposal)["added"]}
    assert sorted(Counter(juror for _entry, juror in pairs(room)).values()) == [4, 5, 5]
    assert {name: shown(proposal)[name] for name in ("groups", "short", "unread", "taken", "before")} == {
        "groups": 1,
        "short": {},
        "unread": [],
        "taken": [],
        "before": {},
    }
    assert set(shown(proposal)["loads"]) == {room.juror.id, *(juror.id for juror in others)}
    assert audit.verify(room.call.id) is None


def test_each_juror_who_got_entries_is_told_once(room: Room, post: MemoryPost) -> None:
    room.entry()
    room.entry()
    other = a_juror(room.call, locale="zh", name="Zhou")
    deal(room, 1)
    run_due()
    assert sorted((letter.to, letter.locale) for letter in post.sent) == sorted(
        [(room.juror.email, "en"), (other.email, "zh")]
    )
    english = next(letter for letter in post.sent if letter.locale == "en")
    assert english.subject == f"1 entry of “{room.call.title['en']}” waits for you"
    assert f"http://127.0.0.1:8000/en/jury/{room.call.id}/" in english.text


def test_nobody_gets_his_own_entry_or_one_he_stepped_back_from(room: Room) -> None:
    a_membership(room.maker, room.call.id, Role.juror)
    stepped_back = room.laid()
    recuse(room.as_juror, stepped_back.id, "My brother")
    room.entry()
    deal(room, 2)
    assert pairs(room) == {(entry.id, room.juror.id) for entry in room.entries}
    assert shown(proposed(room, 2))["short"] == {room.entries[0].id: 2, room.entries[1].id: 1}


def test_later_entries_and_jurors_are_added_and_nothing_is_taken(room: Room) -> None:
    for _ in range(4):
        room.entry()
    deal(room, 1)
    before = pairs(room)
    save_sheet(room.as_juror, queue_of(room.round.id, room.juror.id)[0].assignment_id, SheetCommand(0, room.marks(3)))
    late, newcomer = room.entry(), a_juror(room.call)
    deal(room, 2, "later")
    assert pairs(room) > before
    assert Counter(entry for entry, _juror in pairs(room)) == {entry.id: 2 for entry in room.entries}
    assert Counter(juror for _entry, juror in pairs(room)) == {room.juror.id: 5, newcomer.id: 5}
    assert (late.id, newcomer.id) in pairs(room)


def test_a_deal_that_would_be_another_by_now_is_refused(room: Room) -> None:
    room.entry()
    proposal = proposed(room, 1)
    room.entry()
    with pytest.raises(DealHasChanged):
        apply_deal(room.as_organiser, room.call.id, proposal.id)
    assert pairs(room) == set()


def test_a_deal_needs_entries_and_a_sensible_number(room: Room) -> None:
    ask = partial(request_deal, room.as_organiser, room.call.id)
    with pytest.raises(NobodyToAssign):
        ask(DealCommand(1, "seed"))
    with pytest.raises(JurorsPerEntryOutOfBounds):
        ask(DealCommand(0, "seed"))
    for wrong in (DealCommand(1, "seed", leeway=21), DealCommand(1, "seed", borrowed=101)):
        with pytest.raises(DealOutOfBounds):
            ask(wrong)
    with pytest.raises(NotFound):
        request_deal(room.as_juror, room.call.id, DealCommand(1, "seed"))


def test_each_juror_has_an_order_of_his_own(room: Room) -> None:
    other = a_juror(room.call)
    for _ in range(12):
        room.entry()
    deal(room, 2)
    mine, theirs = ([work.entry_id for work in queue_of(room.round.id, one.id)] for one in (room.juror, other))
    assert set(mine) == set(theirs)
    assert mine != theirs


def test_entries_are_ticked_by_hand_and_only_what_was_shown_is_touched(room: Room) -> None:
    first, second, unseen = room.entry(), room.entry(), room.entry()
    by_hand(room, first.id, unseen.id)
    by_hand(room, second.id, shown=[first.id, second.id])
    assert pairs(room) == {(second.id, room.juror.id), (unseen.id, room.juror.id)}
    rows = hand_rows(room.round, room.juror.id)
    assert {row.entry_id: (row.state, row.jurors) for row in rows} == {
        first.id: (None, 0),
        second.id: (WorkState.open, 1),
        unseen.id: (WorkState.open, 1),
    }


def test_a_begun_sheet_is_not_taken_away(room: Room) -> None:
    laid = room.laid()
    a_sheet(laid, room.marks(3), state=SheetState.draft, submitted_at=None)
    with pytest.raises(SheetIsBegun):
        by_hand(room)
    assert pairs(room) == {(laid.entry_id, room.juror.id)}


def test_an_own_entry_is_not_given_by_hand(room: Room) -> None:
    entry = a_submitted_entry(room.call, room.juror)
    with pytest.raises(OwnEntry):
        by_hand(room, entry.id, shown=[entry.id])


def test_nobody_but_a_juror_of_the_call_gets_entries(room: Room) -> None:
    entry = room.entry()
    command = HandCommand(frozenset({entry.id}), frozenset({entry.id}))
    with pytest.raises(NotFound):
        assign_by_hand(room.as_organiser, room.call.id, room.maker.id, command)


def test_progress_counts_what_the_results_count(room: Room) -> None:
    other = a_juror(room.call)
    handed, _draft, gone, _open = (room.laid() for _ in range(4))
    hand_in(room.as_juror, handed.id, SheetCommand(0, room.marks(3, 3)))
    save_sheet(room.as_juror, _draft.id, SheetCommand(0, room.marks(3)))
    recuse(room.as_juror, gone.id, "My teacher")
    assert progress_of(room.round.id) == {room.juror.id: Progress(assigned=3, submitted=1, begun=1, recused=1)}
    assert [(one.person.id, one.progress.left) for one in panel_of(room.call.id, room.round.id)] == [
        (room.juror.id, 2),
        (other.id, 0),
    ]
    assert invitations_of(room.call.id) == []


def test_a_pledge_is_given_once_and_logged(room: Room) -> None:
    juror = a_juror(room.call, pledged=False, name="Zoë")
    command = PledgeCommand(keeps_confidence=True, keeps_conduct=True, interests="I teach at the academy.")
    with pytest.raises(PledgeIsIncomplete):
        accept_pledge(an_actor(juror), room.call.id, PledgeCommand(keeps_confidence=True, keeps_conduct=False))
    accept_pledge(an_actor(juror), room.call.id, command)
    accept_pledge(an_actor(juror), room.call.id, command)
    given = {one.person.id: one.pledge for one in panel_of(room.call.id, room.round.id)}[juror.id]
    assert given is not None
    assert given.interests == "I teach at the academy."
    assert audit.head_of(room.call.id)[0] == 2  # The pledge, and that he is not to be named.
    with pytest.raises(NotFound):
        accept_pledge(room.as_organiser, room.call.id, command)

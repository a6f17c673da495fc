"""Passing an entry on at once: to whoever fits best and has least, never to one who has or had it, told by a letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from competition import clock, db
from competition.entries.models import Entry
from competition.judging.engine import Piece, Pool, Sitter, replacement
from competition.judging.models import Assignment, Conflict, JurorTerms, ScoreSheet
from competition.judging.queries.replacing import replaced_in
from competition.judging.rules.leaving import LeaveCommand
from competition.judging.rules.sheets import SheetState
from competition.judging.services import dismiss, recuse, replace_all, settle_conflict
from competition.mail.models import Letter
from competition.people.models import Person
from competition.people.rules import Role
from competition.queueing.services import run_due
from tests.factories.judging import a_juror, a_sheet, an_assignment
from tests.factories.people import a_membership, a_person, an_actor
from tests.judging.conftest import Room

JURORS = [f"j{number}" for number in range(5)]
ENTRIES = [f"e{number}" for number in range(5)]
PAIRS = st.sets(st.tuples(st.sampled_from(ENTRIES), st.sampled_from(JURORS)))
READS = st.sets(st.sampled_from(["en", "zh"]), min_size=1)


@given(
    PAIRS, PAIRS, st.lists(READS, min_size=5, max_size=5), st.dictionaries(st.sampled_from(JURORS), st.integers(0, 3))
)
def test_nobody_gets_what_he_has_or_must_not_and_nobody_fits_better(
    kept: set[tuple[str, str]], barred: set[tuple[str, str]], reads: Sequence[set[str]], most: dict[str, int]
) -> None:
    pool = Pool(tuple(ENTRIES), tuple(JURORS), frozenset(barred), frozenset(kept - barred), most)
    sitters = [Sitter(juror, frozenset(known), frozenset()) for juror, known in zip(JURORS, reads, strict=True)]
    chosen = replacement(pool, ("e0", "gone"), Piece("e0", frozenset({"zh"}), None), sitters, "seed")
    loads = {juror: sum(one == juror for _entry, one in pool.kept) for juror in JURORS}
    may = [
        one for one in JURORS if ("e0", one) not in pool.barred | pool.kept and loads[one] < most.get(one, len(ENTRIES))
    ]
    assert (chosen is None) == (not may)
    if chosen:
        assert chosen in may
        fits = [one.juror for one in sitters if one.juror in may and "zh" in one.languages]
        assert not fits or chosen in fits


def test_among_equals_the_least_loaded_and_before_him_one_who_links() -> None:
    def sitters(*names: str) -> list[Sitter]:
        return [Sitter(one, frozenset({"en"}), frozenset()) for one in names]

    piece = Piece("e0", frozenset({"en"}), None)
    linked = Pool(("e0", "e1"), ("a", "b", "c"), kept=frozenset({("e0", "a"), ("e1", "a"), ("e1", "b")}))
    assert replacement(linked, ("e0", "d"), piece, sitters("a", "b", "c"), "s") == "c"
    # d had linked e0 to what c judges: with c on it all marks can be compared again. b is idle.
    apart = Pool(("e0", "e1"), ("a", "b", "c", "d"), kept=frozenset({("e0", "a"), ("e1", "c"), ("e1", "d")}))
    assert replacement(apart, ("e0", "d"), piece, sitters("a", "b", "c"), "s") == "c"


pytestmark = pytest.mark.integration


def jurors_on(room: Room, entry: Entry) -> dict[str, bool]:
    """Return who has an entry, and whether it counts."""
    db.session.rollback()
    rows = db.session.scalars(
        select(Assignment).where(Assignment.entry_id == entry.id, Assignment.round_id == room.round.id)
    )
    return {one.juror_id: one.recused_at is None and one.set_aside_at is None for one in rows}


def letters_to(person: Person) -> int:
    query = select(Letter.id).where(Letter.address == person.email, Letter.event == "judging/assigned")
    return len(db.session.scalars(query).all())


def test_an_entry_passes_on_at_once_and_its_new_juror_is_told(room: Room) -> None:
    idle, busy = a_juror(room.call, name="Ida Idle"), a_juror(room.call)
    room.laid(busy)
    laid, entry = room.laid(), room.entries[-1]
    done = an_assignment(room.round, entry, other := a_juror(room.call))
    a_sheet(done, room.marks(4, 4))
    recuse(room.as_juror, laid.id, "My cousin")
    run_due()
    assert jurors_on(room, entry) == {room.juror.id: False, other.id: True, idle.id: True}
    assert (letters_to(idle), letters_to(busy)) == (1, 0)
    assert [(one.code, one.juror, one.taker) for one in replaced_in(room.round.id)] == [
        (entry.code, room.juror.name, "Ida Idle")
    ]
    assert db.session.scalars(select(ScoreSheet.assignment_id)).all() == [done.id]


def test_doing_it_again_or_after_another_recusal_gives_nobody_an_entry_twice(room: Room) -> None:
    idle = a_juror(room.call)
    laid, entry = room.laid(), room.entries[-1]
    recuse(room.as_juror, laid.id, "My cousin")
    recuse(room.as_juror, laid.id, "My cousin")
    run_due()
    second = db.session.scalars(select(Assignment).where(Assignment.juror_id == idle.id)).one()
    recuse(an_actor(idle), second.id, "Mine too")
    run_due()
    assert jurors_on(room, entry) == {room.juror.id: False, idle.id: False}
    assert [one.taker for one in replaced_in(room.round.id)] == [None, idle.name]


def test_the_juror_reads_the_entry_if_any_does(room: Room) -> None:
    reads, other = a_juror(room.call, locale="zh"), a_juror(room.call, locale="en")
    entry = room.entry(locale="zh", languages=["zh"])
    laid = an_assignment(room.round, entry, room.juror)
    for _number in range(3):
        room.laid(reads)
    recuse(room.as_juror, laid.id, "My cousin")
    run_due()
    assert jurors_on(room, entry) == {room.juror.id: False, reads.id: True}
    assert letters_to(other) == 0


def test_who_takes_no_more_gets_no_more(room: Room) -> None:
    full = a_juror(room.call)
    with db.transaction() as session:
        session.add(JurorTerms(call_id=room.call.id, person_id=full.id, languages=["en"], categories=[], most=0))
    laid = room.laid()
    recuse(room.as_juror, laid.id, "My cousin")
    run_due()
    assert jurors_on(room, room.entries[-1]) == {room.juror.id: False}


def test_a_confirmed_conflict_passes_on_too_and_a_dismissed_one_does_not(room: Room) -> None:
    idle = a_juror(room.call)
    for is_conflict, expected in ((False, {room.juror.id: True}), (True, {room.juror.id: False, idle.id: True})):
        laid, entry = room.laid(), room.entries[-1]
        a_sheet(laid, room.marks(2, 2))
        with db.transaction() as session:
            row = Conflict(id=db.new_id(), call_id=room.call.id, entry_id=entry.id, juror_id=room.juror.id)
            row.maker_id, row.asked_at = room.maker.id, clock.now()
            session.add(row)
        settle_conflict(room.as_organiser, room.call.id, row.id, "Because", is_conflict=is_conflict)
        run_due()
        assert jurors_on(room, entry) == expected


def test_after_the_close_nothing_passes_on(room: Room) -> None:
    a_juror(room.call)
    laid = room.laid()
    recuse(room.as_juror, laid.id, "My cousin")
    with db.transaction() as session:
        session.get_one(type(room.round), room.round.id).closes_at = clock.now() - timedelta(minutes=1)
    run_due()
    assert jurors_on(room, room.entries[-1]) == {room.juror.id: False}


def test_what_a_juror_who_leaves_had_not_handed_in_passes_on_at_once_and_each_taker_is_told_once(room: Room) -> None:
    takers = [a_juror(room.call) for _ in range(2)]
    done, draft, *unbegun = (room.laid() for _ in range(6))
    a_sheet(done, room.marks(4, 4))
    a_sheet(draft, room.marks(2), state=SheetState.draft)
    stepped = room.laid()
    recuse(room.as_juror, stepped.id, "My cousin")
    run_due()
    before = [letters_to(one) for one in takers]
    dismiss(room.as_organiser, room.call.id, room.juror.id, LeaveCommand("Ill"))
    for _again in range(2):
        run_due()
        at = db.session.scalars(select(Assignment.set_aside_at).where(Assignment.set_aside_at.is_not(None))).first()
        assert at is not None
        replace_all(room.call.id, room.juror.id, at)
    found = [jurors_on(room, entry) for entry in room.entries]
    assert found[0] == {room.juror.id: True}
    assert [sum(one.values()) for one in found[1:]] == [1] * 6
    assert {one.entry_id for one in unbegun} <= {entry.id for entry in room.entries}
    loads = [sum(one.get(taker.id, False) for one in found) for taker in takers]
    assert sorted(loads) == [3, 3]
    assert [letters_to(one) - was for one, was in zip(takers, before, strict=True)] == [1, 1]


def test_what_the_chair_sets_aside_of_one_who_leaves_passes_on_too(room: Room) -> None:
    chair, taker = a_person(), a_juror(room.call)
    a_membership(chair, room.call.id, Role.chair)
    a_sheet(room.laid(), room.marks(4, 4))
    dismiss(an_actor(chair), room.call.id, room.juror.id, LeaveCommand("Knew the maker", sets_aside=True))
    run_due()
    assert jurors_on(room, room.entries[0]) == {room.juror.id: False, taker.id: True}

"""What jurors take, and how a deal heeds it: languages, categories, loads; what nobody has begun may move."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from competition import audit, db
from competition.errors import NotFound
from competition.judging.models import Assignment, Proposal
from competition.judging.rules.dealing import DealCommand, TermsCommand, TermsOutOfBounds
from competition.judging.rules.sheets import SheetCommand
from competition.judging.services import apply_deal, request_deal, save_sheet, save_terms, work_out
from tests.factories.calls import a_category
from tests.factories.entries import a_submitted_entry
from tests.factories.judging import a_juror
from tests.factories.people import a_person, an_actor
from tests.judging.conftest import Room

pytestmark = pytest.mark.integration


def dealt(room: Room, per_entry: int, **wishes: Any) -> dict[str, Any]:
    """Apply a deal; return what it held."""
    proposal_id = request_deal(room.as_organiser, room.call.id, DealCommand(per_entry, "seed", **wishes))
    work_out(proposal_id)
    apply_deal(room.as_organiser, room.call.id, proposal_id)
    content = db.session.get_one(Proposal, proposal_id).content
    assert content is not None
    return content


def laid(room: Room) -> set[tuple[str, str]]:
    db.session.rollback()
    return {(row[0], row[1]) for row in db.session.execute(select(Assignment.entry_id, Assignment.juror_id))}


def test_entries_go_to_those_who_read_them(room: Room) -> None:
    reader = a_juror(room.call, locale="zh")
    english = {room.entry(locale="en").id for _ in range(4)}
    chinese = {room.entry(locale="zh").id for _ in range(4)}
    content = dealt(room, 1)
    assert laid(room) == {(entry, room.juror.id) for entry in english} | {(entry, reader.id) for entry in chinese}
    assert (content["unread"], content["groups"], content["borrowed"]) == ([], 2, 100)


def test_a_translation_makes_an_entry_readable(room: Room) -> None:
    reader = a_juror(room.call, locale="zh")
    translated = {room.entry(locale="nl", languages=["zh"]).id, room.entry(locale="fr", checked={"zh": {}}).id}
    french = {room.entry(locale="fr").id for _ in range(2)}
    content = dealt(room, 1)
    assert laid(room) == {(entry, reader.id) for entry in translated} | {(entry, room.juror.id) for entry in french}
    assert set(content["unread"]) == french


def test_entries_go_to_those_who_sit_for_their_category_but_for_the_share_that_is_borrowed(room: Room) -> None:
    second = a_category(room.call, 2)
    jurors = {room.category.id: [room.juror], second.id: []}
    jurors[room.category.id] += [a_juror(room.call)]
    jurors[second.id] += [a_juror(room.call) for _ in range(2)]
    for category, seated in jurors.items():
        for juror in seated:
            save_terms(room.as_organiser, room.call.id, juror.id, TermsCommand(("en",), (category,)))
    for place in (room.category, second):
        for _ in range(5):
            room.entries.append(a_submitted_entry(room.call, room.maker, place))
    content = dealt(room, 2, borrowed=20)
    assert content["borrowed"] == 20
    assert content["groups"] == 1
    assert Counter(Counter(juror for _entry, juror in laid(room)).values()) == {5: 4}


def test_nobody_gets_more_than_he_takes(room: Room) -> None:
    other = a_juror(room.call)
    save_terms(an_actor(other), room.call.id, other.id, TermsCommand(("en",), most=1))
    for _ in range(6):
        room.entry()
    content = dealt(room, 1)
    assert content["loads"] == {room.juror.id: 5, other.id: 1}
    (taken,) = {entry for entry, juror in laid(room) if juror == other.id}
    assert dealt(room, 2)["short"] == {entry.id: 1 for entry in room.entries if entry.id != taken}


def test_what_nobody_has_begun_moves_when_a_juror_joins_late_and_the_rest_stays(room: Room) -> None:
    for _ in range(6):
        room.entry()
    dealt(room, 1)
    begun = db.session.scalars(select(Assignment).order_by(Assignment.position)).first()
    assert begun is not None
    save_sheet(room.as_juror, begun.id, SheetCommand(0, room.marks(3)))
    late = a_juror(room.call)
    assert dealt(room, 1)["added"] == []
    content = dealt(room, 1, moves_open=True)
    assert (len(content["added"]), len(content["taken"])) == (3, 3)
    assert Counter(juror for _entry, juror in laid(room)) == {room.juror.id: 3, late.id: 3}
    assert (begun.entry_id, room.juror.id) in laid(room)
    assert audit.verify(room.call.id) is None


def test_fewer_jurors_for_each_entry_take_away_only_what_nobody_has_begun(room: Room) -> None:
    for _ in range(2):
        a_juror(room.call)
    for _ in range(4):
        room.entry()
    dealt(room, 3)
    begun = db.session.scalars(select(Assignment).where(Assignment.juror_id == room.juror.id)).all()
    for one in begun:
        save_sheet(room.as_juror, one.id, SheetCommand(0, room.marks(3)))
    content = dealt(room, 1, moves_open=True)
    assert (content["added"], len(content["taken"])) == ([], 8)
    assert laid(room) == {(entry.id, room.juror.id) for entry in room.entries}


def test_terms_are_the_jurors_and_the_organisers_to_set(room: Room) -> None:
    command = TermsCommand(("en",))
    stranger = a_person()
    for actor, person in ((an_actor(stranger), room.juror), (room.as_organiser, stranger), (room.as_juror, stranger)):
        with pytest.raises(NotFound):
            save_terms(actor, room.call.id, person.id, command)
    for wrong in (
        TermsCommand(()),
        TermsCommand(("xx",)),
        TermsCommand(("en",), ("x",)),
        TermsCommand(("en",), (), -1),
    ):
        with pytest.raises(TermsOutOfBounds):
            save_terms(room.as_juror, room.call.id, room.juror.id, wrong)

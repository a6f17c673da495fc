"""Whatever a juror's devices do, with stale versions, lost answers and restarts: no acknowledged mark is ever lost.

The machine first has to convict three defects that are put in on purpose; then it finds none.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from competition import audit, db
from competition.actor import Actor
from competition.audit import AuditDetail, AuditEvent
from competition.errors import DomainError
from competition.judging import services
from competition.judging.models import ScoreSheet, SheetVersion
from competition.judging.rules.sheets import Saved, SheetCommand, SheetState
from competition.judging.services import sheets
from tests.factories.people import an_actor
from tests.fixtures.machines import run_machine
from tests.judging.conftest import new_room

pytestmark = pytest.mark.integration

DEVICES = st.sampled_from(["tablet", "phone", "desk"])
POINTS = st.none() | st.integers(1, 5)


class _Crash(Exception):
    """The server dies."""


@dataclass
class Device:
    """What one of the juror's devices shows: the version it began from, marks and words as typed."""

    version: int = 0
    marks: dict[str, int | None] = field(default_factory=dict)
    comment: str = ""

    def command(self) -> SheetCommand:
        return SheetCommand(self.version, dict(self.marks), self.comment)


class Sitting(RuleBasedStateMachine):
    """One juror, one entry, three devices, a round that closes; every word that is typed is written once only."""

    def __init__(self) -> None:
        super().__init__()
        room = new_room()
        self.room, self.laid = room, room.laid()
        self.juror: Actor = an_actor(room.juror)
        self.keys = [criterion.id for criterion in room.criteria]
        self.devices = {name: Device() for name in ("tablet", "phone", "desk")}
        self.acknowledged: dict[int, dict[str, Any]] = {}
        self.refused: set[str] = set()
        self.stored: set[str] = set()
        self.words = 0
        self.is_closed = False

    @initialize()
    def the_room_is_seen(self) -> None:
        for device in self.devices.values():
            self.load(device)

    def sheet(self) -> ScoreSheet | None:
        db.session.rollback()
        query = select(ScoreSheet).where(ScoreSheet.assignment_id == self.laid.id)
        return db.session.scalar(query.execution_options(populate_existing=True))

    @rule(name=DEVICES, points=st.tuples(POINTS, POINTS), hands_in=st.booleans())
    def sit_down_and_write(self, name: str, points: tuple[int | None, int | None], *, hands_in: bool) -> None:
        """A device loads the sheet, marks are given, and saved: the usual way."""
        self.look_again(name)
        for place, given in enumerate(points):
            self.mark(name, place, given)
        self.send(name, "answered", hands_in=hands_in)

    def held(self) -> tuple[dict[str, int], str, int]:
        sheet = self.sheet()
        return (dict(sheet.marks), sheet.comment, sheet.version) if sheet else ({}, "", 0)

    def load(self, device: Device) -> None:
        sheet = self.sheet()
        if sheet is not None:
            device.version, device.marks, device.comment = sheet.version, dict(sheet.marks), sheet.comment

    def who(self) -> Actor:
        return replace(self.juror, at=self.juror.at + timedelta(days=365 if self.is_closed else 0))

    @rule(name=DEVICES)
    def look_again(self, name: str) -> None:
        self.load(self.devices[name])

    @rule(name=DEVICES, place=st.integers(0, 1), points=POINTS)
    def mark(self, name: str, place: int, points: int | None) -> None:
        """A mark is given or taken away on a device; nothing is sent yet."""
        device = self.devices[name]
        device.marks[self.keys[place]] = points
        self.words += 1
        device.comment = f"word {self.words}"

    @rule(name=DEVICES, hands_in=st.booleans(), fate=st.sampled_from(["answered", "answered", "answer lost", "crash"]))
    def send(self, name: str, fate: str, *, hands_in: bool) -> None:
        """A device sends what it shows. The answer may be lost, or the server die before it has stored anything."""
        device, before = self.devices[name], self.held()
        verb = services.hand_in if hands_in else services.save_sheet
        try:
            if fate == "crash":
                with suppress(_Crash), db.transaction():
                    verb(self.who(), self.laid.id, device.command())
                    raise _Crash
                return
            saved = verb(self.who(), self.laid.id, device.command())
        except DomainError:
            self.refused.add(device.comment)
            return
        self.stored.add(device.comment)
        self.follows(device, before)
        if fate == "answered":
            device.version = saved.version
            self.acknowledge(saved, device)

    def follows(self, device: Device, before: tuple[dict[str, int], str, int]) -> None:
        """What was stored over other words began from those very words: no version has two successors."""
        marks = {key: points for key, points in device.marks.items() if points is not None}
        assert (marks, device.comment) == before[:2] or device.version == before[2]

    def acknowledge(self, saved: Saved, device: Device) -> None:
        marks = {key: points for key, points in device.marks.items() if points is not None}
        if not saved.version:
            return  # Nothing was written yet.
        said = {"marks": marks, "comment": device.comment, "state": saved.state.value}
        assert self.acknowledged.setdefault(saved.version, said) == said

    @rule(name=DEVICES)
    def take_the_newer_words_over(self, name: str) -> None:
        """A refused device merges by field: its own marks stay, the rest and the version come from the newest."""
        device, sheet = self.devices[name], self.sheet()
        if sheet is not None:
            device.marks = {**sheet.marks, **device.marks}
            device.version = sheet.version

    @precondition(lambda self: self.words > 12)
    @rule()
    def the_round_closes(self) -> None:
        self.is_closed = True

    def history(self) -> list[SheetVersion]:
        db.session.rollback()
        query = select(SheetVersion).join(ScoreSheet, ScoreSheet.id == SheetVersion.sheet_id)
        query = query.where(ScoreSheet.assignment_id == self.laid.id).order_by(SheetVersion.number)
        return list(db.session.scalars(query))

    @invariant()
    def every_acknowledged_mark_is_the_current_value_or_an_ancestor(self) -> None:
        versions = {version.number: version.content for version in self.history()}
        for number, said in self.acknowledged.items():
            assert {**said, "note": "", "edition": 1} == versions.get(number)

    @invariant()
    def the_versions_are_one_line(self) -> None:
        """Without a gap, and it ends in what the sheet holds."""
        history, sheet = self.history(), self.sheet()
        assert [version.number for version in history] == list(range(1, len(history) + 1))
        assert (sheet.version if sheet else 0) == len(history)
        if sheet is not None:
            holds = {"marks": sheet.marks, "comment": sheet.comment, "note": sheet.note, "state": sheet.state.value}
            assert {**holds, "edition": 1} == history[-1].content

    @invariant()
    def nothing_refused_appears(self) -> None:
        seen = {version.content["comment"] for version in self.history()}
        assert seen & (self.refused - self.stored) == set()

    @invariant()
    def the_log_tells_the_same_story(self) -> None:
        """Whoever replays the chained changes arrives at the marks that the sheet holds."""
        assert audit.verify(self.room.call.id) is None
        query = (
            select(AuditDetail.detail)
            .join(AuditEvent, AuditEvent.id == AuditDetail.event_id)
            .where(AuditEvent.chain == self.room.call.id, AuditEvent.kind == "score.saved")
            .order_by(AuditEvent.number)
        )
        marks: dict[str, int] = {}
        for detail in db.session.scalars(query):
            for key, (old, new) in detail["changes"].items():
                assert marks.pop(key, None) == old
                if new is not None:
                    marks[key] = new
        sheet = self.sheet()
        assert marks == (sheet.marks if sheet else {})

    @invariant()
    def what_was_handed_in_stays_whole(self) -> None:
        states = [version.content["state"] for version in self.history()]
        assert states == sorted(states, key=[SheetState.draft, SheetState.submitted].index)
        for version in self.history():
            assert version.content["state"] == SheetState.draft or len(version.content["marks"]) == len(self.keys)

    def teardown(self) -> None:
        db.session.rollback()


def sit(examples: int, *phases: Phase) -> None:
    """Let the machine run."""
    run_machine(Sitting, examples, *phases)


@pytest.mark.timeout(300)
def test_a_juror_may_do_anything_on_three_devices(app: Flask) -> None:
    sit(10)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_juror_may_do_anything_on_three_devices_for_longer(app: Flask) -> None:
    sit(120, Phase.generate, Phase.shrink)


def an_answer_before_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A save is acknowledged, and the server dies before it commits."""
    save = services.save_sheet

    def saved(actor: Actor, assignment_id: str, command: SheetCommand) -> Saved:
        with suppress(_Crash), db.transaction():
            answer = save(actor, assignment_id, command)
            raise _Crash
        return answer

    monkeypatch.setattr(services, "save_sheet", saved)


def no_look_at_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever saves last wins."""
    monkeypatch.setattr(sheets, "_check_version", lambda _desk, _version: None)


def a_lost_link(monkeypatch: pytest.MonkeyPatch) -> None:
    """Now and then a link of the chain is counted and not stored."""

    def forgetful(session: Session) -> None:
        lost = select(AuditEvent.id).where(AuditEvent.kind == "score.saved", AuditEvent.number % 2 == 0)
        session.execute(delete(AuditDetail).where(AuditDetail.event_id.in_(lost)))
        session.execute(delete(AuditEvent).where(AuditEvent.id.in_(lost)))

    monkeypatch.setattr(db.desk, "recorders", [*db.desk.recorders, forgetful])


DEFECTS = {
    "commit after the answer": an_answer_before_the_commit,
    "version check off": no_look_at_the_version,
    "lost chain link": a_lost_link,
}


@pytest.mark.parametrize("defect", DEFECTS)
@pytest.mark.timeout(300)
def test_the_machine_convicts(app: Flask, monkeypatch: pytest.MonkeyPatch, defect: str) -> None:
    DEFECTS[defect](monkeypatch)
    with pytest.raises(AssertionError):
        sit(100)

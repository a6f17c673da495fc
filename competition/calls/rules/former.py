"""Questions that are no longer asked: where they are read, beside those that are asked in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

from competition.calls.rules.answers import is_empty
from competition.calls.rules.conditions import asked_of


class Dated(Protocol):
    """What the law needs to know of an `EntryField`."""

    id: Any
    kind: Any
    options: Any
    position: Any
    asked_until: Any
    replaces: Any


Row = TypeVar("Row", bound=Dated)


def in_reading_order(questions: Sequence[Row]) -> list[Row]:
    """Return each question that is asked after those it replaces, the oldest first; what nothing replaces comes last.

    `questions` are of one round.
    """
    by_id = {one.id: one for one in questions}
    asked = sorted((one for one in questions if one.asked_until is None), key=lambda one: one.position)
    found: list[Row] = []
    for one in asked:
        found += [by_id[former] for former in reversed(one.replaces) if former in by_id] + [one]
    placed = {one.id for one in found}
    dropped = sorted((one for one in questions if one.asked_until is not None), key=lambda one: one.asked_until)
    ends = [one for one in dropped if one.id not in placed]
    followed = {former for one in ends for former in one.replaces}
    for one in ends:
        if one.id not in followed:
            found += [by_id[former] for former in reversed(one.replaces) if former in by_id] + [one]
    return found


def answered_of(questions: Sequence[Row], answers: Mapping[str, Any], category_id: str | None) -> list[Row]:
    """Return the questions whose answers count, in their order: what is asked, and what was asked and got an answer."""
    asked = asked_of([one for one in questions if one.asked_until is None], answers, category_id)
    counting = {one.id for one in asked} | {one.id for one in questions if one.asked_until is not None}
    return [one for one in questions if one.id in counting and not is_empty(answers.get(one.id))]

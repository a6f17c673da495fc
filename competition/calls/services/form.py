"""The entry form of a call: its questions. What a published call no longer asks keeps the answers that it had."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls import queries
from competition.calls.models import Call, EntryField
from competition.calls.rules import (
    CallState,
    FieldKind,
    FieldWords,
    Shape,
    ShownIf,
    as_stored,
    condition_of,
    is_same_question,
    options_of,
)
from competition.calls.rules.conditions import CATEGORIES, hang_together
from competition.calls.rules.publication import MOST_FIELDS
from competition.calls.rules.refusals import BadCondition, BadTexts, FormLocked, QuestionNeeded, TooMany
from competition.calls.services.loading import call_to_change, call_to_read, changes, row_of, swap
from competition.errors import NotFound


def add_field(actor: Actor, call_id: str, command: FieldWords) -> str:
    """Add a question after the others; return its id."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        row = EntryField(id=db.new_id(), call_id=call.id, **_columns(call, command))
        row.position = _next_position(call)
        session.add(row)
        _require_conditions(call)
        audit.record(actor, "field.added", f"field:{row.id}", chain=call.id, question=str(row.kind), label=row.label)
        return row.id


def edit_field(actor: Actor, call_id: str, field_id: str, command: FieldWords) -> str:
    """Change a question; return the id of the one that is asked from now on.

    Of a published call one that would no longer take what was answered is frozen, and another is asked in its place.
    """
    with db.transaction():
        call = call_to_change(actor, call_id, command.version)
        row = _asked(call, field_id)
        wanted = _columns(call, command)
        if call.state != CallState.draft and not is_same_question(shape_of(row), shape_of(EntryField(**wanted))):
            return _ask_anew(actor, call, row, wanted)
        found = changes(row, wanted)
        _require_conditions(call)
        audit.record(actor, "field.edited", f"field:{row.id}", chain=call.id, changes=_logged(found))
        return row.id


def would_ask_anew(actor: Actor, call_id: str, field_id: str, command: FieldWords) -> bool:
    """Tell whether `edit_field` would freeze the question and ask another; nothing is stored."""
    call = call_to_read(actor, call_id)
    row = _asked(call, field_id)
    wanted = EntryField(**_columns(call, command))
    return call.state != CallState.draft and not is_same_question(shape_of(row), shape_of(wanted))


def copy_field(actor: Actor, call_id: str, field_id: str) -> str:
    """Ask the same once more, right after the question; return the id of the copy."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        row = _asked(call, field_id)
        same = {name: getattr(row, name) for name in COPIED}
        copy = EntryField(id=db.new_id(), call_id=call.id, position=_next_position(call), **same)
        session.add(copy)
        session.flush()
        rows = list(queries.fields_of(call.id, row.round_id))
        while rows.index(copy) > rows.index(row) + 1:
            swap(rows, copy, -1)
            rows = list(queries.fields_of(call.id, row.round_id))
        _require_conditions(call)
        audit.record(actor, "field.copied", f"field:{copy.id}", chain=call.id, source=row.id)
        return copy.id


def move_field(actor: Actor, call_id: str, field_id: str, by: int) -> None:
    """Change places with the question before (-1) or after (+1)."""
    with db.transaction():
        call = call_to_change(actor, call_id)
        row = _asked(call, field_id)
        if swap(list(queries.fields_of(call.id, row.round_id)), row, by):
            _require_conditions(call)
            audit.record(actor, "field.moved", f"field:{field_id}", chain=call.id, by=by)


def remove_field(actor: Actor, call_id: str, field_id: str) -> None:
    """Ask a question no longer. Of a draft it is gone; of a published call it stays with the answers that it had."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        row = _asked(call, field_id)
        conditions = [condition_of(field.options) for field in queries.fields_of(call.id, row.round_id)]
        if any(condition and condition.question == field_id for condition in conditions):
            raise QuestionNeeded
        if call.state == CallState.draft:
            session.delete(row)
        else:
            _freeze(call, row)
        audit.record(actor, "field.removed", f"field:{field_id}", chain=call.id, label=row.label)


COPIED = ("kind", "label", "help", "is_required", "required_from", "is_hidden_from_jury", "options", "round_id")


def shape_of(row: EntryField) -> Shape:
    """Return what decides upon the answers to a question."""
    return Shape(FieldKind(row.kind), row.is_hidden_from_jury, row.round_id, row.options)


def _ask_anew(actor: Actor, call: Call, row: EntryField, wanted: dict[str, Any]) -> str:
    place, former = row.position, [row.id, *row.replaces]
    _freeze(call, row)
    new = EntryField(id=db.new_id(), call_id=call.id, position=place, replaces=former, **wanted)
    db.session.add(new)
    for field in queries.fields_of(call.id, row.round_id):
        condition = condition_of(field.options)
        if condition and condition.question == row.id:
            field.options = {**field.options, **ShownIf(new.id, condition.answers).stored()}
    _require_conditions(call)
    audit.record(actor, "field.asked_anew", f"field:{new.id}", chain=call.id, former=row.id, label=new.label)
    return new.id


def _freeze(call: Call, row: EntryField) -> None:
    """Let a question stand as it is, no longer asked; it leaves its place to others."""
    first = db.session.scalar(select(func.min(EntryField.position)).where(EntryField.call_id == call.id))
    row.position, row.asked_until = min(int(first or 0), -1) - 1, clock.now()
    db.session.flush()


def _asked(call: Call, field_id: str) -> EntryField:
    row = row_of(call, EntryField, field_id)
    if row.asked_until is not None:
        raise FormLocked
    return row


def _columns(call: Call, command: FieldWords) -> dict[str, Any]:
    """Return what a row keeps; the options are read back once, so that nothing is stored that is not law."""
    if not any(command.label.values()):
        raise BadTexts(at="label")
    stored = as_stored(command.options)
    options_of(command.kind, stored)
    if command.shown_if:
        stored |= command.shown_if.stored()
    if command.categories:
        stored[CATEGORIES] = _known(command.categories, queries.categories_of(call.id))
    later = [one.id for one in queries.rounds_of(call.id)[1:]]
    if command.round_id is not None and command.round_id not in later:
        raise NotFound
    return {
        "kind": command.kind,
        "label": dict(command.label),
        "help": dict(command.help),
        "is_required": command.is_required,
        "required_from": command.required_from if command.is_required else None,
        # Who made a work is never before a jury, whatever is asked for.
        "is_hidden_from_jury": command.is_hidden_from_jury or command.kind == FieldKind.team,
        "round_id": command.round_id,
        "options": stored,
    }


def _known(wanted: Sequence[str], rows: Sequence[Any]) -> list[str]:
    """Return the chosen categories in the order of the call."""
    known = [row.id for row in rows if row.id in wanted]
    if len(known) < len(set(wanted)):
        raise NotFound
    return known


def _logged(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: [str(one) if name == "required_from" else one for one in pair] for name, pair in found.items()}


def _next_position(call: Call) -> int:
    query = select(func.count(), func.max(EntryField.position)).where(EntryField.call_id == call.id)
    count, last = db.session.execute(query.where(EntryField.asked_until.is_(None))).one()
    if count >= MOST_FIELDS:
        raise TooMany(most=MOST_FIELDS)
    return int(last or 0) + 1


def _require_conditions(call: Call) -> None:
    """In each round the questions hang on earlier ones of the same round only."""
    db.session.flush()
    rounds = [None, *(one.id for one in queries.rounds_of(call.id)[1:])]
    if not all(hang_together(queries.fields_of(call.id, one)) for one in rounds):
        raise BadCondition

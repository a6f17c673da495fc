"""The entry form of a call: its questions. Once the call is published they are only reworded."""

from __future__ import annotations

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import Call, EntryField
from competition.calls.queries import fields_of
from competition.calls.rules import CallState, FieldWords, as_stored, condition_of, has_same_shape, options_of
from competition.calls.rules.conditions import hang_together
from competition.calls.rules.publication import MOST_FIELDS
from competition.calls.rules.refusals import BadCondition, BadTexts, FormLocked, QuestionNeeded
from competition.calls.services.loading import call_to_change, changes, move, next_position, row_of


def add_field(actor: Actor, call_id: str, command: FieldWords) -> str:
    """Add a question after the others; return its id."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        _require_draft(call)
        row = EntryField(id=db.new_id(), call_id=call.id, kind=command.kind, **_columns(command))
        row.position = next_position(call, EntryField, MOST_FIELDS)
        session.add(row)
        _require_conditions(call)
        audit.record(actor, "field.added", f"field:{row.id}", chain=call.id, question=str(row.kind), label=row.label)
        return row.id


def edit_field(actor: Actor, call_id: str, field_id: str, command: FieldWords) -> None:
    """Change a question; of a published call only its words, so that the answers keep their sense."""
    with db.transaction():
        call = call_to_change(actor, call_id, command.version)
        row = row_of(call, EntryField, field_id)
        if call.state != CallState.draft:
            _require_same_question(row, command)
        found = changes(row, {"kind": command.kind, **_columns(command)})
        _require_conditions(call)
        audit.record(actor, "field.edited", f"field:{row.id}", chain=call.id, changes=found)


def move_field(actor: Actor, call_id: str, field_id: str, by: int) -> None:
    """Change places with the question before (-1) or after (+1)."""
    with db.transaction():
        call = call_to_change(actor, call_id)
        if move(call, EntryField, field_id, by):
            _require_conditions(call)
            audit.record(actor, "field.moved", f"field:{field_id}", chain=call.id, by=by)


def remove_field(actor: Actor, call_id: str, field_id: str) -> None:
    """Remove a question from a draft's form."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        _require_draft(call)
        row = row_of(call, EntryField, field_id)
        conditions = [condition_of(field.options) for field in fields_of(call.id)]
        if any(condition and condition.question == field_id for condition in conditions):
            raise QuestionNeeded
        session.delete(row)
        audit.record(actor, "field.removed", f"field:{field_id}", chain=call.id, label=row.label)


def _columns(command: FieldWords) -> dict[str, object]:
    """Return what a row keeps; the options are read back once, so that nothing is stored that is not law."""
    if not any(command.label.values()):
        raise BadTexts(at="label")
    stored = as_stored(command.options)
    options_of(command.kind, stored)
    if command.shown_if:
        stored |= command.shown_if.stored()
    return {
        "label": dict(command.label),
        "help": dict(command.help),
        "is_required": command.is_required,
        "is_hidden_from_jury": command.is_hidden_from_jury,
        "options": stored,
    }


def _require_conditions(call: Call) -> None:
    db.session.flush()
    if not hang_together(fields_of(call.id)):
        raise BadCondition


def _require_draft(call: Call) -> None:
    if call.state != CallState.draft:
        raise FormLocked


def _require_same_question(row: EntryField, command: FieldWords) -> None:
    is_same = (row.kind, row.is_required, row.is_hidden_from_jury) == (
        command.kind,
        command.is_required,
        command.is_hidden_from_jury,
    )
    is_same = is_same and condition_of(row.options) == command.shown_if
    if not is_same or not has_same_shape(options_of(row.kind, row.options), command.options):
        raise FormLocked

"""The categories of a call."""

from __future__ import annotations

from sqlalchemy import func, select

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import Call, Category, EntryField
from competition.calls.rules import CallState, CategoryWords, categories_of
from competition.calls.rules.conditions import CATEGORIES
from competition.calls.rules.publication import MOST_CATEGORIES
from competition.calls.rules.refusals import BadTexts, CategoryAsks, CategoryInUse, LastOfItsKind
from competition.calls.services.loading import call_to_change, changes, move, next_position, row_of, write
from competition.facts import CategoryAdded, CategoryReworded


def add_category(actor: Actor, call_id: str, command: CategoryWords) -> str:
    """Add a category after the others; return its id."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        _require_name(command)
        row = Category(id=db.new_id(), call_id=call.id, position=next_position(call, Category, MOST_CATEGORIES))
        row.name, row.description = dict(command.name), dict(command.description)
        session.add(row)
        audit.record(actor, "category.added", f"category:{row.id}", chain=call.id, name=row.name)
        db.announce(CategoryAdded(call.id, row.id))
        return row.id


def edit_category(actor: Actor, call_id: str, category_id: str, command: CategoryWords) -> None:
    """Reword a category."""
    with db.transaction():
        call = call_to_change(actor, call_id, command.version)
        _require_name(command)
        row = row_of(call, Category, category_id)
        found = changes(row, {"name": command.name, "description": command.description})
        audit.record(actor, "category.edited", f"category:{row.id}", chain=call.id, changes=found)
        db.announce(CategoryReworded(call.id))


def move_category(actor: Actor, call_id: str, category_id: str, by: int) -> None:
    """Change places with the category before (-1) or after (+1)."""
    with db.transaction():
        call = call_to_change(actor, call_id)
        if move(call, Category, category_id, by):
            audit.record(actor, "category.moved", f"category:{category_id}", chain=call.id, by=by)


def remove_category(actor: Actor, call_id: str, category_id: str) -> None:
    """Remove a category that no entry stands in; its honours go with it.

    Both lie downstream: the foreign keys know of them, we need not.
    """
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        row = row_of(call, Category, category_id)
        count = session.scalar(select(func.count()).where(Category.call_id == call.id))
        if call.state != CallState.draft and count == 1:
            raise LastOfItsKind
        _no_longer_ask_in(call, category_id)
        session.delete(row)
        write(CategoryInUse)
        audit.record(actor, "category.removed", f"category:{category_id}", chain=call.id, name=row.name)


def _no_longer_ask_in(call: Call, category_id: str) -> None:
    """Take a category out of the questions that are asked in some only; one that is asked nowhere else keeps it."""
    for field in db.session.scalars(select(EntryField).where(EntryField.call_id == call.id)):
        chosen = categories_of(field.options)
        if chosen == (category_id,) and field.asked_until is None:
            raise CategoryAsks
        if category_id in chosen:
            left = [one for one in chosen if one != category_id]
            field.options = {**field.options, CATEGORIES: left}


def _require_name(command: CategoryWords) -> None:
    if not any(command.name.values()):
        raise BadTexts(at="name")

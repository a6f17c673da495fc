"""How many entries have answered each question of a call."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Select, func, select

from competition import db
from competition.entries.models import Entry, EntryFile, LaterEntry
from competition.entries.rules import EntryState

Counts = dict[str, tuple[int, int]]


def answer_counts(call_id: str) -> Counts:
    """Return for each question that was answered by how many drafts, and by how many entries that stand.

    Entries that were withdrawn count as drafts: they may come back.
    """
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for field_id, state, count in _all(call_id):
        found[field_id][state == EntryState.submitted] += count
    return {field_id: (drafts, standing) for field_id, (drafts, standing) in found.items()}


def _all(call_id: str) -> list[tuple[str, EntryState, int]]:
    later = _keys(LaterEntry.answers, LaterEntry.state).join(Entry, Entry.id == LaterEntry.entry_id)
    queries = (_keys(Entry.answers, Entry.state), later, _files())
    found = [db.session.execute(query.where(Entry.call_id == call_id)) for query in queries]
    return [(row[0], row[1], row[2]) for rows in found for row in rows]


def _keys(answers: Any, state: Any) -> Select[Any]:
    """Count the names in a column of answers; each database has its own word for them."""
    is_postgresql = db.session.get_bind().dialect.name == "postgresql"
    function = func.jsonb_object_keys(answers) if is_postgresql else func.json_each(answers)
    names = function.table_valued("key", joins_implicitly=True)
    names = names.render_derived() if is_postgresql else names
    return select(names.c.key, state, func.count()).select_from(state.class_).group_by(names.c.key, state)


def _files() -> Any:
    query = select(EntryFile.field_id, Entry.state, func.count(EntryFile.entry_id.distinct()))
    there = query.join(Entry, Entry.id == EntryFile.entry_id).where(EntryFile.removed_at.is_(None))
    return there.group_by(EntryFile.field_id, Entry.state)

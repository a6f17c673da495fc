"""What entrants agree to: clauses are added, reworded and dropped; each new wording is a version of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from competition import audit, db
from competition.actor import Actor
from competition.calls.labels.clauses import standard_wording
from competition.calls.models import Call, Clause, ClauseWording
from competition.calls.rules import CallState, ClauseDraft, ClauseKind, Eligibility, languages_without
from competition.calls.rules.clauses import (
    ALWAYS,
    MOST_CLAUSES,
    SEVERAL,
    WITH_PLACE,
    ClauseLocked,
    ClauseStands,
    ClauseTaken,
    may_be_required,
)
from competition.calls.rules.refusals import BadTexts, TooMany
from competition.calls.services.loading import call_to_change, changes, row_of

# What a new call asks: that the work is one's own, what the jury sees, and whether the web may show it.
USUAL = (ClauseKind.jury, ClauseKind.web, ClauseKind.own_work)


def set_eligibility(actor: Actor, call_id: str, version: int, rules: Eligibility) -> None:
    """Say who may enter. Drafts are judged by the newest rules, what is handed in stands."""
    with db.transaction():
        call = call_to_change(actor, call_id, version)
        found = changes(call, {"eligibility": rules.stored()})
        audit.record(actor, "call.eligibility_set", f"call:{call.id}", chain=call.id, changes=found)


def add_usual_clauses(call: Call, at: datetime) -> None:
    """Give a new call what every call begins with."""
    for kind in USUAL:
        _insert(call, kind, ClauseDraft(0, standard_wording(kind), {}), at)


def add_clause(actor: Actor, call_id: str, kind: ClauseKind, draft: ClauseDraft) -> str:
    """Add a consent or a declaration; return its id. In a published call only what is voluntary can be added."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id, draft.version)
        _require_words(call, kind, draft)
        _require_free(call, kind)
        if call.state != CallState.draft and draft.is_required:
            raise ClauseLocked
        row = _insert(call, kind, draft, actor.at)
        session.flush()
        audit.record(actor, "clause.added", f"clause:{row.id}", chain=call.id, clause=str(kind), text=draft.text)
        return row.id


def edit_clause(actor: Actor, call_id: str, clause_id: str, draft: ClauseDraft) -> None:
    """Change a clause. New words in a published call are a new version: they are asked again, the old ones stand."""
    with db.transaction():
        call = call_to_change(actor, call_id, draft.version)
        row = row_of(call, Clause, clause_id)
        _require_words(call, row.kind, draft)
        if call.state != CallState.draft and draft.is_required and not row.is_required:
            raise ClauseLocked
        found = changes(row, _columns(row.kind, draft)) | _reword(call, row, dict(draft.text), actor.at)
        audit.record(actor, "clause.edited", f"clause:{row.id}", chain=call.id, changes=found)


def remove_clause(actor: Actor, call_id: str, clause_id: str) -> None:
    """Ask a clause no longer; what was agreed stays on record."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        row = row_of(call, Clause, clause_id)
        if row.kind in ALWAYS:
            raise ClauseStands
        audit.record(actor, "clause.removed", f"clause:{row.id}", chain=call.id, clause=str(row.kind))
        row.is_asked = False
        if call.state == CallState.draft:
            session.execute(delete(ClauseWording).where(ClauseWording.clause_id == row.id))
            session.delete(row)


def _insert(call: Call, kind: ClauseKind, draft: ClauseDraft, at: datetime) -> Clause:
    row = Clause(id=db.new_id(), call_id=call.id, kind=kind, version=1, created_at=at, **_columns(kind, draft))
    db.session.add(row)
    db.session.flush()
    db.session.add(ClauseWording(clause_id=row.id, version=1, text=dict(draft.text), written_at=at))
    return row


def _reword(call: Call, row: Clause, text: dict[str, str], at: datetime) -> dict[str, list[Any]]:
    """Write other words: over the old ones while nobody can have agreed to them, else as a new version."""
    wording = db.session.get_one(ClauseWording, (row.id, row.version))
    if wording.text == text:
        return {}
    before = wording.text
    if call.state == CallState.draft:
        wording.text = text
    else:
        row.version += 1
        db.session.add(ClauseWording(clause_id=row.id, version=row.version, text=text, written_at=at))
    return {"text": [before, text], "version": [wording.version, row.version]}


def _columns(kind: ClauseKind, draft: ClauseDraft) -> dict[str, Any]:
    has_place = kind in WITH_PLACE
    return {
        "place": dict(draft.place) if has_place else {},
        "country": draft.country if kind == ClauseKind.transfer else "",
        "years": draft.years,
        "is_required": draft.is_required and may_be_required(kind),
    }


def _require_words(call: Call, kind: ClauseKind, draft: ClauseDraft) -> None:
    if languages_without(draft.text, call.languages):
        raise BadTexts(at="text")
    if kind in WITH_PLACE and not any(draft.place.values()):
        raise BadTexts(at="place")


def _require_free(call: Call, kind: ClauseKind) -> None:
    asked = select(func.count()).where(Clause.call_id == call.id, Clause.is_asked.is_(True))
    if (db.session.scalar(asked) or 0) >= MOST_CLAUSES:
        raise TooMany(most=MOST_CLAUSES)
    if kind not in SEVERAL and db.session.scalar(asked.where(Clause.kind == kind)):
        raise ClauseTaken

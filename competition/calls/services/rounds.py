"""The rounds of judging: the first one comes with the call, others follow it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from competition import audit, db
from competition.actor import Actor
from competition.calls import queries
from competition.calls.models import Call, Round
from competition.calls.rules import MOST_ROUNDS, CallState, RoundDraft, RoundStands, check_rounds
from competition.calls.rules.refusals import BadTexts, DatesMissing, RoundAsks
from competition.calls.services.loading import call_to_change, changes, next_position, row_of
from competition.facts import DeadlineMoved, RoundRemoved

# What a date of a round is called by those who hear that it moved.
MOVED = {
    "entries_open_at": "round_entries_open_at",
    "entries_due_at": "round_entries_due_at",
    "opens_at": "judging_opens_at",
    "closes_at": "judging_closes_at",
}


def add_round(actor: Actor, call_id: str, draft: RoundDraft) -> str:
    """Add a round after the others; return its id."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id, draft.version)
        row = Round(id=db.new_id(), call_id=call.id, position=next_position(call, Round, MOST_ROUNDS))
        found = _write(call, row, draft, [*queries.rounds_of(call_id), row])
        session.add(row)
        session.flush()
        audit.record(actor, "round.added", f"round:{row.id}", chain=call.id, changes=found)
        return row.id


def edit_round(actor: Actor, call_id: str, round_id: str, draft: RoundDraft) -> None:
    """Name a round anew, or move its dates; once the call is published a move is announced downstream."""
    with db.transaction():
        call = call_to_change(actor, call_id, draft.version)
        row = row_of(call, Round, round_id)
        found = _write(call, row, draft, queries.rounds_of(call_id))
        audit.record(actor, "round.edited", f"round:{row.id}", chain=call.id, changes=found)
        if call.state == CallState.published:
            for name, known_as in MOVED.items():
                before, after = found.get(name, (None, None))
                if after is not None:
                    db.announce(DeadlineMoved(call.id, known_as, before, after))


def remove_round(actor: Actor, call_id: str, round_id: str) -> None:
    """Remove the last round while nothing has happened in it; the first one stays."""
    with db.transaction():
        call = call_to_change(actor, call_id)
        row, rounds = row_of(call, Round, round_id), queries.rounds_of(call_id)
        if row.id != rounds[-1].id or len(rounds) == 1:
            raise RoundStands
        if queries.all_fields_of(call.id, row.id):
            raise RoundAsks
        audit.record(actor, "round.removed", f"round:{row.id}", chain=call.id, name=row.name)
        db.announce(RoundRemoved(call.id, row.id))


def on_round_removed(fact: RoundRemoved) -> None:
    """Delete the row, after all that hung on it: in the table of facts this stands last."""
    db.session.delete(db.session.get_one(Round, fact.round_id))


def _write(call: Call, row: Round, draft: RoundDraft, rounds: Sequence[Round]) -> dict[str, list[Any]]:
    """Write what a draft says, and look at all `rounds` of the call as they are then; return what changed."""
    if not any(draft.name.values()):
        raise BadTexts(at="name")
    if call.state != CallState.draft and None in {draft.opens_at, draft.closes_at}:
        raise DatesMissing(dates=["opens_at", "closes_at"])
    wanted = {"name": dict(draft.name), **draft.dates()}
    found = changes(row, wanted)
    check_rounds(queries.calendar_of(call, rounds[0]), rounds)
    return found

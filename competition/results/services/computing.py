"""Compute a run, and recompute one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls.models import Round
from competition.calls.queries import scored_round_of
from competition.errors import NotFound
from competition.facts import RunStored
from competition.results import engine, queries
from competition.results.models import ScoringRun
from competition.results.rules import MarksChanged, NothingToScore
from competition.results.services.access import lock, require_decider

LEADING = "additive"


def compute(actor: Actor, call_id: str) -> str:
    """Compute a run from the sheets handed in, by the methods of a run, and store it; return its id.

    It is computed outside of any transaction, so that no lock waits for arithmetic, and stored only if the
    marks are still those it was computed from. With marks and engine as in the newest run, that one is returned.
    """
    require_decider(actor, call_id)
    marks = queries.marks_of(call_id)
    if marks is None or not marks.rows:
        raise NothingToScore
    inputs = marks.as_plain()
    db.session.rollback()  # The read is over: nothing stays open while we compute.
    outputs = outputs_of(marks)
    with db.transaction():
        lock(call_id)
        if _marks_now(call_id) != inputs:
            raise MarksChanged
        newest = queries.latest_run(call_id)
        if newest and (newest.inputs_digest, newest.engine_version) == (digest_of(inputs), engine.ENGINE_VERSION):
            return newest.id
        run = _run(actor, call_id, inputs, outputs)
        run.number = newest.number + 1 if newest else 1
        _store(actor, run)
    return run.id


def outputs_of(marks: engine.Marks) -> dict[str, Any]:
    """Return what each method of a run makes of marks, as plain JSON."""
    plain = {name: asdict(engine.METHODS[name](marks)) for name in engine.RUN_METHODS}
    normal: dict[str, Any] = json.loads(audit.canonical(plain))
    return normal


def recompute(run_id: str) -> bool:
    """Compute a stored run again from its own inputs; tell whether inputs and outputs are the same bytes."""
    run = queries.run_by_id(run_id)
    if run is None:
        raise NotFound
    outputs = outputs_of(engine.Marks.from_plain(run.inputs))
    return digest_of(run.inputs) == run.inputs_digest and audit.canonical(outputs) == audit.canonical(run.outputs)


def digest_of(value: Any) -> str:
    """Return the SHA-256 of a value's canonical JSON, in hex."""
    return hashlib.sha256(audit.canonical(value).encode()).hexdigest()


def _marks_now(call_id: str) -> dict[str, Any] | None:
    marks = queries.marks_of(call_id)
    return marks.as_plain() if marks else None


def _run(actor: Actor, call_id: str, inputs: dict[str, Any], outputs: dict[str, Any]) -> ScoringRun:
    scored: Round | None = scored_round_of(call_id)
    if scored is None:
        raise NothingToScore
    return ScoringRun(
        id=db.new_id(),
        call_id=call_id,
        round_id=scored.id,
        method=LEADING,
        options={"decimals": engine.DECIMALS},
        engine_version=engine.ENGINE_VERSION,
        inputs=inputs,
        inputs_digest=digest_of(inputs),
        outputs=outputs,
        created_by=actor.person_id,
        created_at=clock.now(),
    )


def _store(actor: Actor, run: ScoringRun) -> None:
    db.session.add(run)
    db.session.flush()
    audit.record(
        actor,
        "run.stored",
        f"run:{run.id}",
        chain=run.call_id,
        number=run.number,
        inputs=run.inputs_digest,
        outputs=digest_of(run.outputs),
        engine=run.engine_version,
    )
    db.announce(RunStored(run.call_id, run.id))

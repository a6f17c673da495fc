"""Ask for a run, carry it out, compute it again."""

from __future__ import annotations

from competition import audit, clock, db, queueing
from competition.actor import Actor, system
from competition.calls.queries import round_of
from competition.errors import NotFound
from competition.facts import RunStored
from competition.judging.queries import how_judged
from competition.judging.rules import RoundHow, RoundKind
from competition.judging.rules.kinds import VOTING
from competition.results import engine, queries
from competition.results.engine.bundle import pack
from competition.results.engine.record import Terms, canonical, computed, digest_of
from competition.results.engine.tiebreak import Rule, TieRule
from competition.results.models import ScoringRun
from competition.results.rules import METHODS_OF, HowComputed, NothingToScore
from competition.results.services.access import lock, require_decider


def request_run(actor: Actor, call_id: str, position: int | None = None) -> str:
    """Fix what a run of a round is to be computed from, and let a job compute it; return its id.

    It is the round at `position` of the call; without one the round that is on.

    It is of the sheets as they are at this moment. Where the newest run has the same marks, terms and engine, that
    one is returned: the same question has one answer.
    """
    require_decider(actor, call_id)
    with db.transaction() as session:
        lock(call_id)
        run = _new_run(actor, call_id, position)
        newest = queries.newest_run(run.round_id)
        if newest and _is_same(newest, run):
            return newest.id
        run.number = newest.number + 1 if newest else 1
        session.add(run)
        session.flush()
        audit.record(
            actor, "run.requested", f"run:{run.id}", chain=call_id, number=run.number, inputs=run.inputs_digest
        )
        queueing.schedule("results.compute_run", run_id=run.id)
        return run.id


def carry_out(run_id: str) -> None:
    """Compute a run that was asked for and store what comes out; one that is computed stays as it is.

    The arithmetic happens outside of any transaction, so that no lock waits for it.
    """
    run = queries.run_by_id(run_id)
    if run is None:
        raise NotFound
    if run.computed_at is not None:
        return
    inputs, options = run.inputs, run.options
    db.session.rollback()
    outputs = computed(inputs, options)
    with db.transaction() as session:
        run = session.get_one(ScoringRun, run_id, with_for_update=True, populate_existing=True)
        if run.computed_at is None:
            run.outputs, run.computed_at = outputs, clock.now()
            session.flush()
            _record(run)


def compute(actor: Actor, call_id: str, position: int | None = None) -> str:
    """Ask for a run and carry it out at once; return its id. For a process that may wait."""
    run_id = request_run(actor, call_id, position)
    carry_out(run_id)
    return run_id


def recompute(run_id: str) -> bool:
    """Compute a stored run again from its own inputs; tell whether inputs and outputs are the same bytes."""
    run = queries.run_by_id(run_id)
    if run is None or run.computed_at is None:
        raise NotFound
    outputs = computed(run.inputs, run.options)
    return digest_of(run.inputs) == run.inputs_digest and canonical(outputs) == canonical(run.outputs)


def bundle_of(run: ScoringRun) -> bytes:
    """Return a run that is computed in one file, with the head of its call's log as it is now."""
    length, head = audit.head_of(run.call_id)
    return pack(
        {
            "run": run.id,
            "number": run.number,
            "asked_at": run.created_at.isoformat(),
            "engine_version": run.engine_version,
            "options": run.options,
            "inputs": run.inputs,
            "inputs_digest": run.inputs_digest,
            "outputs": run.outputs,
            "log": {"chain": run.call_id, "length": length, "head": head},
        }
    )


def _new_run(actor: Actor, call_id: str, position: int | None) -> ScoringRun:
    scored = round_of(call_id, position, actor.at)
    inputs = queries.inputs_of(scored) if scored else {}
    if scored is None or not inputs or not inputs["rows"]:
        raise NothingToScore
    digest = digest_of(inputs)
    terms = _terms(queries.how_computed(scored.id), how_judged(scored.id), digest)
    return ScoringRun(
        id=db.new_id(),
        call_id=call_id,
        round_id=scored.id,
        method=terms.method,
        options=terms.as_plain(),
        engine_version=engine.ENGINE_VERSION,
        inputs=inputs,
        inputs_digest=digest,
        outputs={},
        created_by=actor.person_id,
        created_at=clock.now(),
    )


def _terms(how: HowComputed, judged: RoundHow, digest: str) -> Terms:
    """The seed is drawn from the marks themselves: nobody can try seeds until one suits him."""
    return Terms(
        how.method,
        tuple(Rule(TieRule(rule), criterion) for rule, criterion in how.ties),
        seed=int(digest[:8], 16),
        least=judged.least_marks,
        threshold=judged.threshold if judged.kind in VOTING else None,
        beside=METHODS_OF[judged.kind] if judged.kind == RoundKind.ranking else (),
    )


def _is_same(one: ScoringRun, other: ScoringRun) -> bool:
    """Tell whether two runs ask the same question."""
    return all(getattr(one, name) == getattr(other, name) for name in ("inputs_digest", "options", "engine_version"))


def _record(run: ScoringRun) -> None:
    by = system(clock.now())
    digests = {"inputs": run.inputs_digest, "outputs": digest_of(run.outputs)}
    audit.record(by, "run.stored", f"run:{run.id}", chain=run.call_id, engine=run.engine_version, **digests)
    db.announce(RunStored(run.call_id, run.id))

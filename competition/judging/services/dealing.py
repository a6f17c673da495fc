"""Share the entries of a round out: a deal is asked for, worked out by a job, shown, and then applied or left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy.orm import Session

from competition import audit, clock, db, queueing
from competition.actor import Actor
from competition.calls.models import Round
from competition.calls.queries import call_by_id
from competition.errors import NotFound
from competition.judging import engine
from competition.judging.engine import Pair, Pool
from competition.judging.models import Proposal
from competition.judging.queries.dealing import Hands, hands_of, proposal_of
from competition.judging.queries.panel import jurors_of
from competition.judging.rules import ProposalState
from competition.judging.rules.dealing import DealCommand, DealHasChanged, NobodyToAssign, check_deal
from competition.judging.services.assignment import lay, take
from competition.judging.services.rubric import locked_round, require_organiser
from competition.mail import Recipient, queue_letter


def request_deal(actor: Actor, call_id: str, command: DealCommand, position: int | None = None) -> str:
    """Ask for a deal of a round's entries, which a job works out; return its id. Nothing is laid before anybody."""
    require_organiser(actor, call_id)
    check_deal(command)
    with db.transaction() as session:
        scored = locked_round(session, actor, call_id, position)
        hands = hands_of(scored)
        if not hands.pool.entries or not hands.pool.jurors:
            raise NobodyToAssign
        proposal = Proposal(id=db.new_id(), round_id=scored.id, wanted=asdict(command), asked_by=actor.person_id)
        proposal.asked_at = actor.at
        session.add(proposal)
        session.flush()
        queueing.schedule("judging.work_out", proposal_id=proposal.id)
        return proposal.id


def work_out(proposal_id: str) -> None:
    """Work out a deal that was asked for; one that is ready stays as it is. No lock waits for the arithmetic."""
    proposal = db.session.get(Proposal, proposal_id)
    if proposal is None:
        raise NotFound
    if proposal.state != ProposalState.asked:
        return
    command, hands = DealCommand(**proposal.wanted), hands_of(db.session.get_one(Round, proposal.round_id))
    db.session.rollback()
    content = dealt_from(hands, command)
    with db.transaction() as session:
        proposal = session.get_one(Proposal, proposal_id, with_for_update=True, populate_existing=True)
        if proposal.state == ProposalState.asked:
            proposal.content, proposal.digest = content, hands.digest
            proposal.state, proposal.ready_at = ProposalState.ready, clock.now()


def dealt_from(hands: Hands, command: DealCommand) -> dict[str, Any]:
    """Return what a proposal holds: pairs `added` and `taken`, loads `before` and then, what could not be met.

    `short` says how many jurors an entry lacks, `unread` names the entries that none of their jurors can read,
    `groups` counts the groups that share nothing, `borrowed` is the share of a hundred that was.
    """
    from competition.judging.engine.matching import match  # noqa: PLC0415 - loads scipy; only a deal pays

    pool = _loosened(hands) if command.moves_open else hands.pool
    even = engine.deal(pool, command.per_entry, command.seed)
    lies = hands.lies if command.moves_open else frozenset()
    wishes = engine.wishes_of(hands.pieces, hands.sitters, lies, command.borrowed / 100, command.leeway)
    best = match(pool, even, wishes, command.seed)
    pairs = {*pool.kept, *best.added}
    return {
        "added": sorted(set(best.added) - hands.pool.kept),
        "taken": sorted(hands.pool.kept - pairs),
        "before": dict(Counter(juror for _entry, juror in hands.pool.kept)),
        "loads": best.loads,
        "short": best.short,
        "unread": _unread(hands, pairs),
        "groups": engine.linked_groups(pairs),
        "borrowed": 100 * sum(pair not in wishes.own for pair in best.added) // (len(best.added) or 1),
    }


def apply_deal(actor: Actor, call_id: str, proposal_id: str) -> int:
    """Lay out the deal that was shown; return how many pairs were added. Refused if things are not as they were."""
    require_organiser(actor, call_id)
    with db.transaction() as session:
        found = proposal_of(call_id, proposal_id)
        if found is None:
            raise NotFound
        scored = session.get_one(Round, found[1].id, with_for_update=True, populate_existing=True)
        proposal = session.get_one(Proposal, proposal_id, with_for_update=True, populate_existing=True)
        content = proposal.content
        if proposal.state == ProposalState.applied:
            return 0
        if content is None or proposal.digest != hands_of(scored).digest:
            raise DealHasChanged
        _apply(session, actor, proposal, content)
        return len(content["added"])


def _apply(session: Session, actor: Actor, proposal: Proposal, content: dict[str, Any]) -> None:
    call_id = session.get_one(Round, proposal.round_id).call_id
    for juror in {juror for _entry, juror in content["taken"]}:
        take(session, proposal.round_id, juror, {entry for entry, one in content["taken"] if one == juror})
    lay(session, actor, proposal.round_id, [(entry, juror) for entry, juror in content["added"]])
    proposal.state, proposal.applied_at = ProposalState.applied, actor.at
    _tell(call_id, proposal.id, content["added"])
    log = {"wanted": proposal.wanted, "added": content["added"], "taken": content["taken"]}
    audit.record(actor, "assignment.dealt", f"round:{proposal.round_id}", chain=call_id, **log)


def _loosened(hands: Hands) -> Pool:
    return replace(hands.pool, kept=hands.pool.kept - hands.lies)


def _unread(hands: Hands, pairs: Iterable[Pair]) -> list[str]:
    on: dict[str, set[str]] = {}
    for entry, juror in pairs:
        on.setdefault(entry, set()).add(juror)
    sitters = {one.juror: one for one in hands.sitters}
    return [
        piece.entry
        for piece in hands.pieces
        if (has := on.get(piece.entry)) and not any(one in sitters and engine.reads(piece, sitters[one]) for one in has)
    ]


def _tell(call_id: str, proposal_id: str, added: Iterable[Pair]) -> None:
    """Write to each juror who got entries, once for this deal."""
    numbers = Counter(juror for _entry, juror in added)
    call = call_by_id(call_id)
    for person in jurors_of(call_id):
        if call is not None and numbers[person.id]:
            queue_letter(
                "judging/assigned",
                Recipient(person.email, person.name, person.locale, person.id),
                key=f"judging/assigned {call_id} {proposal_id} {person.id}",
                call_id=call_id,
                call_title=call.title,
                number=numbers[person.id],
            )

"""The demo's prizes beside the awards of categories, and what the jury gives of all of them."""

from __future__ import annotations

from competition.actor import Actor
from competition.calls import queries as calls
from competition.desk.services.stage import Stage, Thing
from competition.people.rules import Role
from competition.results import queries, services
from competition.results.queries import Proposed
from competition.results.rules import Award, Decide, HonourDraft, HonourKind, HonourRule, Minutes

# How a jury of the demo breaks a tie that its rules leave open.
MOTION = "Both works reached the same level; the jury compared them side by side once more and chose."


def load(stage: Stage) -> None:
    """Let each call name its prizes."""
    for one in stage.calls:
        owner = next(member["person"] for member in one["members"] if member["role"] == Role.owner)
        for thing in one["honours"]:
            call_id = stage.id_of("call", one["key"])
            services.add_honour(stage.actor(owner), call_id, _draft(stage, call_id, one, thing))


def _draft(stage: Stage, call_id: str, one: Thing, thing: Thing) -> HonourDraft:
    call = calls.call_by_id(call_id)
    category, giver = thing["category"], thing["giver"]
    return HonourDraft(
        version=call.version if call else 0,
        kind=HonourKind(thing["kind"]),
        name=thing["name"],
        category_id=stage.id_of("category", f"{one['key']}/{category}") if category else None,
        giver_id=stage.id_of("institution", giver) if giver else None,
        prize=thing["prize"],
        rule=HonourRule(**thing["rule"]),
    )


def decide(actor: Actor, call_id: str, run_id: str) -> None:
    """Decide what the rules propose on a run; where they leave a tie, the jury moves who is first by code.

    One prize after the other, since whoever receives one is passed over by those after it.
    """
    run = queries.run_by_id(run_id)
    awards: dict[str, Award] = {}
    for place in range(len(queries.honours_of(call_id))):
        winners = {honour_id: award.winners for honour_id, award in awards.items()}
        one = (queries.proposals_of(run, winners) if run else [])[place]
        awards[one.honour.id] = _award(actor, one)
    services.decide(actor, call_id, Decide(run_id, tuple(awards.values())))


def _award(actor: Actor, one: Proposed) -> Award:
    winners = one.proposal.entries
    if not one.proposal.open:
        return Award(one.honour.id, winners, is_withheld=not winners)
    more = [each.entry.id for each in one.those(one.proposal.open)][: one.honour.most - len(winners)]
    return Award(one.honour.id, (*winners, *more), minutes=Minutes(MOTION, 5, 0, 1, actor.at.date()))

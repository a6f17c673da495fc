"""What the rule of each honour proposes on a run. The jury decides; this only says what follows from the marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from competition.entries.models import Entry
from competition.entries.queries import submitted_entries
from competition.results.engine.prizes import Candidate, Prize, PrizeKind, Proposal, Reason, proposed
from competition.results.models import Honour, ScoringRun
from competition.results.queries.honours import NamedHonour, honours_of
from competition.results.queries.verdicts import votes_of
from competition.results.rules import Ruled


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry that a run ranked and that still stands."""

    entry: Entry
    rank: int
    level: float | None
    n: int
    component: int | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """An honour with the entries that it is open to, best first, and what its rule says of them, by their ids."""

    named: NamedHonour
    entries: tuple[Ranked, ...]
    proposal: Proposal
    ruled: Ruled

    @property
    def honour(self) -> Honour:
        """Return the honour."""
        return self.named.honour

    def those(self, ids: Collection[str]) -> list[Ranked]:
        """Return entries by their ids, best first."""
        return [one for one in self.entries if one.entry.id in ids]


def leading_outcome(run: ScoringRun) -> dict[str, Any]:
    """Return what the leading method of a run found: the one place that awards read a run's outputs at."""
    found: dict[str, Any] = run.outputs["methods"][run.method]
    return found


def ranked_of(run: ScoringRun) -> list[Ranked]:
    """Return the entries that a run ranked and that still stand, best first, ties broken as the call says."""
    entries = {entry.code: entry for entry in submitted_entries(run.call_id)}
    places = {one["entry"]: one["rank"] for one in run.outputs["places"]}
    found = [
        Ranked(entries[one["entry"]], places[one["entry"]], one["level"], one["n"], one["component"])
        for one in leading_outcome(run)["entries"]
        if one["entry"] in places and one["entry"] in entries
    ]
    return sorted(found, key=lambda one: (one.rank, one.entry.code))


def proposals_of(run: ScoringRun, decided: Mapping[str, Collection[str]] | None = None) -> list[Proposed]:
    """Return, for each honour of a run's call in order, what its rule proposes, in two queries.

    `decided` names those who received an honour by decision: they hold it for the honours after it.
    """
    ranked, honours = ranked_of(run), honours_of(run.call_id)
    found = proposed(_candidates(run, ranked), [_prize(one.honour) for one in honours], decided)
    return [_proposed(*pair, ranked) for pair in zip(honours, found, strict=True)]


def _candidates(run: ScoringRun, ranked: list[Ranked]) -> list[Candidate]:
    is_common = leading_outcome(run)["has_common_ranking"]
    votes = votes_of(run, {one.entry.code: one.entry.id for one in ranked}) if run.method == "vetoes" else {}
    against = {code for code, counted in votes.items() if counted.passes is False}
    return [
        Candidate(
            one.entry.id,
            one.rank,
            one.level,
            one.n,
            0 if is_common else one.component or 0,
            one.entry.category_id,
            is_vetoed=one.entry.code in against,
        )
        for one in ranked
    ]


def _prize(honour: Honour) -> Prize:
    return Prize(
        name=honour.id,
        kind=PrizeKind(str(honour.kind)),
        number=honour.most,
        category=honour.category_id,
        threshold=honour.threshold,
        quota=honour.quota,
        may_join=honour.may_join,
    )


def _proposed(named: NamedHonour, proposal: Proposal, ranked: list[Ranked]) -> Proposed:
    wanted = named.honour.category_id
    entries = tuple(one for one in ranked if wanted in (None, one.entry.category_id))
    below = frozenset(entry for entry, reason in proposal.passed_over.items() if reason == Reason.threshold)
    ruled = Ruled(frozenset(proposal.entries), frozenset(proposal.open), below, named.honour.most)
    return Proposed(named, entries, proposal, ruled)

"""From a ranking to the awards that the rules of a call propose; the jury decides. Plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from competition.results.engine.marks import Number, exact
from competition.results.engine.values import Outcome


class PrizeKind(StrEnum):
    """What an honour is called for."""

    grand_prix = "grand_prix"
    category = "category"
    honourable_mention = "honourable_mention"
    special = "special"


class Reason(StrEnum):
    """Why an entry that stood higher, or as high, does not get a prize."""

    veto = "veto"
    threshold = "threshold"
    few_jurors = "few_jurors"
    has_prize = "has_prize"
    quota = "quota"
    tie = "tie"
    not_comparable = "not_comparable"


@dataclass(frozen=True, slots=True)
class Prize:
    """One honour and its rule.

    It goes to the best `number` of the entries in `category` (None: of all) that are tagged `tag` (None: no tag
    needed; a host's special prize may ask for one). An entry needs a `level` of `threshold` points and marks of
    `jurors` jurors. Of one category at most `quota` entries get it. `may_join` lets winners of an earlier prize win.
    """

    name: str
    kind: PrizeKind = PrizeKind.category
    number: int = 1
    category: str | None = None
    tag: str | None = None
    threshold: Number | None = None
    jurors: int = 1
    quota: int | None = None
    may_join: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the rules look at in an entry; `scope` parts those that no common ranking compares."""

    entry: str
    rank: int
    level: float | None
    n: int
    scope: int = 0
    category: str | None = None
    tags: frozenset[str] = frozenset()
    is_vetoed: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who would get a prize, by rank; `open` are those between whom the jury must decide; and who was passed over.

    Where nobody is left the award is withheld.
    """

    prize: Prize
    entries: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    passed_over: Mapping[str, Reason] = field(default_factory=dict)

    @property
    def is_withheld(self) -> bool:
        """Return whether nobody gets it and nothing is left to decide."""
        return not self.entries and not self.open


def candidates(
    outcome: Outcome,
    categories: Mapping[str, str],
    vetoed: Iterable[str] = (),
    tags: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Candidate, ...]:
    """Return the ranked entries of an outcome with their category, whether the jury vetoed them, and their tags."""
    against = frozenset(vetoed)
    return tuple(
        Candidate(
            entry=one.entry,
            rank=one.rank,
            level=one.level,
            n=one.n,
            scope=0 if outcome.has_common_ranking else one.component or 0,
            category=categories.get(one.entry),
            tags=(tags or {}).get(one.entry, frozenset()),
            is_vetoed=one.entry in against,
        )
        for one in outcome.entries
        if one.rank is not None
    )


def proposed(
    entries: Sequence[Candidate], prizes: Sequence[Prize], decided: Mapping[str, Collection[str]] | None = None
) -> tuple[Proposal, ...]:
    """Return a proposal for each prize, in their order, since an earlier prize may rule out a later one.

    `decided` names, for prizes that the jury has decided, who received them: those hold them, not the proposed ones.
    Entries of one rank get a prize together or not at all: where there is room for some of them only, they are `open`.
    Where a prize's entries have no common ranking, nothing is given: the best of each scope are `open`.
    """
    found: list[Proposal] = []
    holders: set[str] = set()
    for prize in prizes:
        proposal = _proposal(prize, entries, holders)
        found.append(proposal)
        holders |= set((decided or {}).get(prize.name, proposal.entries))
    return tuple(found)


def _proposal(prize: Prize, entries: Sequence[Candidate], holders: set[str]) -> Proposal:
    meant = sorted((one for one in entries if _is_meant(prize, one)), key=lambda one: (one.rank, one.entry))
    passed = {one.entry: reason for one in meant if (reason := _reason(prize, one, holders))}
    left = [one for one in meant if one.entry not in passed]
    if len({one.scope for one in left}) > 1:
        best = {one.scope: one.rank for one in reversed(left)}
        rivals = tuple(one.entry for one in left if one.rank == best[one.scope])
        return Proposal(prize, (), rivals, passed | dict.fromkeys(rivals, Reason.not_comparable))
    return _filled(prize, left, passed)


def _filled(prize: Prize, left: list[Candidate], passed: dict[str, Reason]) -> Proposal:
    given: list[Candidate] = []
    of_category: Counter[str | None] = Counter()
    for _, group in groupby(left, key=lambda one: one.rank):
        tied = list(group)
        fits = [one for one in tied if prize.quota is None or of_category[one.category] < prize.quota]
        passed |= {one.entry: Reason.quota for one in tied if one not in fits}
        if len(given) + len(fits) > prize.number or _bursts(prize, of_category, fits):
            rivals = tuple(one.entry for one in fits)
            return Proposal(prize, _names(given), rivals, passed | dict.fromkeys(rivals, Reason.tie))
        given += fits
        of_category.update(one.category for one in fits)
        if len(given) == prize.number:
            break
    return Proposal(prize, _names(given), (), passed)


def _bursts(prize: Prize, before: Counter[str | None], more: list[Candidate]) -> bool:
    after = before + Counter(one.category for one in more)
    return prize.quota is not None and any(number > prize.quota for number in after.values())


def _is_meant(prize: Prize, one: Candidate) -> bool:
    return prize.category in (None, one.category) and (prize.tag is None or prize.tag in one.tags)


def _reason(prize: Prize, one: Candidate, holders: set[str]) -> Reason | None:
    if one.is_vetoed:
        return Reason.veto
    if prize.threshold is not None and (one.level is None or exact(one.level) < exact(prize.threshold)):
        return Reason.threshold
    if one.n < prize.jurors:
        return Reason.few_jurors
    return Reason.has_prize if one.entry in holders and not prize.may_join else None


def _names(given: list[Candidate]) -> tuple[str, ...]:
    return tuple(one.entry for one in given)

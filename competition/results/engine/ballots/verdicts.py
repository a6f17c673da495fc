"""From ballots and duels to a ranking with its explanation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competition.results.engine.ballots.methods import GATHERING, standings_of_ballots, standings_of_duels
from competition.results.engine.ballots.pairs import pairs_of_duels
from competition.results.engine.ballots.parts import Part, parts_of_ballots, parts_of_duels
from competition.results.engine.ballots.resampling import Range, ballot_ranges, duel_ranges
from competition.results.engine.ballots.standings import Standings
from competition.results.engine.ballots.values import Ballots, BallotTerms, Duels
from competition.results.engine.values import (
    DECIMALS,
    Caveat,
    CaveatCode,
    EntryOutcome,
    JurorOutcome,
    Options,
    Outcome,
)

DEFAULT_TERMS = BallotTerms()
DEFAULT_OPTIONS = Options()


def rank_ballots(
    method: str, ballots: Ballots, terms: BallotTerms = DEFAULT_TERMS, options: Options = DEFAULT_OPTIONS
) -> Outcome:
    """Rank by one of `BALLOT_METHODS`; of the options, those of the bootstrap count.

    `n` counts the ballots that rank an entry, and the entries that a juror ranks. An entry that nobody ranked
    has neither score nor rank.
    """
    parts = parts_of_ballots(ballots)
    found = standings_of_ballots(method, ballots, terms, parts)
    ranked = Counter(entry for ballot in ballots.ballots for entry in ballot.ranked)
    ranges = ballot_ranges(method, ballots, terms, options)
    jurors = sorted((ballot.juror, len(ballot.ranked)) for ballot in ballots.ballots)
    return Outcome(
        method,
        Counted(parts, found, ranked, ranges).outcomes(ballots.entries),
        tuple(JurorOutcome(juror, n) for juror, n in jurors),
        len(parts),
        has_common_ranking=len(parts) <= 1 or method in GATHERING,
        warnings=(*_split(parts), *_left_out(ballots)),
    )


def rank_duels(
    method: str, duels: Duels, terms: BallotTerms = DEFAULT_TERMS, options: Options = DEFAULT_OPTIONS
) -> Outcome:
    """Rank by one of `DUEL_METHODS`, inside each set of entries that duels join. `n` counts duels."""
    parts = parts_of_duels(duels)
    found = standings_of_duels(method, duels, terms, parts)
    met: Counter[str] = Counter()
    judged: Counter[str | None] = Counter()
    for duel in duels.rows:
        met.update({duel.winner: duel.count, duel.loser: duel.count})
        judged.update({duel.juror: duel.count})
    ranges = duel_ranges(method, duels, terms, options) if found else {}
    return Outcome(
        method,
        Counted(parts, found, met, ranges).outcomes(duels.entries),
        tuple(JurorOutcome(juror, judged[juror]) for juror in duels.jurors),
        len(parts),
        has_common_ranking=len(parts) <= 1,
        warnings=(*_split(parts), *_separated(duels, found, parts)),
        refusal=None if found else CaveatCode.separated,
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of entries: the parts they fall into, their standings, how often each came up, ranges."""

    parts: Sequence[Part]
    found: Standings
    n: Mapping[str, int]
    ranges: Mapping[str, Range]

    def outcomes(self, entries: Iterable[str]) -> tuple[EntryOutcome, ...]:
        """Return entries by rank, then by part and name; those without a rank last."""
        part = {entry: number for number, part in enumerate(self.parts, start=1) for entry in part}
        outcomes = [EntryOutcome(one, n=self.n[one], component=part.get(one), **self._figures(one)) for one in entries]
        return tuple(sorted(outcomes, key=lambda one: (one.rank is None, one.rank or 0, one.component or 0, one.entry)))

    def _figures(self, entry: str) -> dict[str, Any]:
        if entry not in self.found:
            return {}
        figures = {
            "score": round(float(self.found[entry].score), DECIMALS) + 0.0,
            "rank": self.found[entry].rank,
        }
        if entry not in self.ranges:
            return figures
        drawn = self.ranges[entry]
        return {**figures, "rank_low": drawn.rank_low, "rank_high": drawn.rank_high, "p_first": drawn.p_first}


def _split(parts: Sequence[Part]) -> list[Caveat]:
    return [Caveat(CaveatCode.disconnected, len(parts))] if len(parts) > 1 else []


def _left_out(ballots: Ballots) -> list[Caveat]:
    """Warn of entries that nobody ranked, and of jurors who did not rank all the others."""
    on_any = {entry for ballot in ballots.ballots for entry in ballot.ranked}
    found = {
        CaveatCode.unmarked: sorted(set(ballots.entries) - on_any),
        CaveatCode.incomplete: sorted(one.juror for one in ballots.ballots if len(one.ranked) < len(on_any)),
    }
    return [Caveat(code, len(names), tuple(names)) for code, names in found.items() if names]


def _separated(duels: Duels, found: Standings, parts: Iterable[Part]) -> list[Caveat]:
    """Warn where no finite strength exists, and name who stands apart from the others there."""
    missing = [part for part in parts if part[0] not in found]
    if not missing:
        return []
    from competition.results.engine.ballots.bradley_terry import outside  # noqa: PLC0415 - loads numpy

    names = tuple(name for part in missing for name in outside(pairs_of_duels(part, duels.rows)))
    return [Caveat(CaveatCode.separated, len(names), names)]

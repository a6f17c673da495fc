"""A run as whoever is bound to entries of it may read it: without what they got, and without what would tell it.

Their rows come last and are empty. The others' places are counted without them, since a gap would tell; intervals and
chances, which were worked out with them, are left out, and so is what an order of all works gives to each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import replace

from competition.judging.rules import RoundKind
from competition.results.models import ScoringRun
from competition.results.queries.decisions import ShownAward, shown_awards
from competition.results.queries.found import moved_rows, rank_rows
from competition.results.queries.meeting import codes_bound
from competition.results.queries.rows import Moved, Place, RankRow
from competition.results.rules import METHODS_OF

Count = Callable[[int | None, Hashable], int | None]


def shut_to(run: ScoringRun, person_id: str | None) -> frozenset[str]:
    """Return the codes of the entries of a run that a person is bound to."""
    return codes_bound(run.call_id, person_id) & {one["entry"] for one in run.outputs["methods"][run.method]["entries"]}


def rows_told(run: ScoringRun, shut: Collection[str]) -> list[RankRow]:
    """Return the entries of a run, those that are shut last, by code; with none shut as `rank_rows` does."""
    rows = rank_rows(run)
    return _without(run, rows, shut) if shut else rows


def row_told(run: ScoringRun, code: str, shut: Collection[str]) -> RankRow:
    """Return one entry of a run as it stands among the others."""
    return next(row for row in rows_told(run, shut) if row.code == code)


def moved_told(run: ScoringRun, shut: Collection[str]) -> list[Moved]:
    """Return each entry of a run with its rank by every method, as `moved_rows` does."""
    found = moved_rows(run)
    if not shut:
        return found
    by_code = {one.row.code: one.ranks for one in found}
    told = [ranks for code, ranks in by_code.items() if code not in shut]
    counts = {name: _counted((ranks[name], 0) for ranks in told) for name in found[0].ranks}
    return [
        Moved(row, {name: None if row.is_shut else count(by_code[row.code][name], 0) for name, count in counts.items()})
        for row in _without(run, [one.row for one in found], shut)
    ]


def awards_told(call_id: str, rows: Iterable[RankRow]) -> list[ShownAward]:
    """Return the awards of a call but those for which an entry stands whose row is shut."""
    categories = {row.category_id for row in rows if row.is_shut}
    awards = shown_awards(call_id)
    return [one for one in awards if one.named.honour.category_id not in {None, *categories}] if categories else awards


def _without(run: ScoringRun, rows: list[RankRow], shut: Collection[str]) -> list[RankRow]:
    told = [row for row in rows if row.code not in shut]
    is_common = run.outputs["methods"][run.method]["has_common_ranking"]
    groups = {row.code: 0 if is_common else row.component for row in told}
    ranks = _counted((row.rank, groups[row.code]) for row in told)
    places = _counted((row.place.rank, groups[row.code]) for row in told)
    own = _counted((row.own.rank, (groups[row.code], row.category_id)) for row in told)
    of_order = run.method in METHODS_OF[RoundKind.ranking]
    shown = [
        replace(
            row,
            rank=ranks(row.rank, groups[row.code]),
            mean_rank=None,
            place=Place(places(row.place.rank, groups[row.code])),
            own=Place(own(row.own.rank, (groups[row.code], row.category_id))),
            level=None if of_order else row.level,
            mean=None if of_order else row.mean,
        )
        for row in told
    ]
    return shown + sorted((_closed(row) for row in rows if row.code in shut), key=lambda row: row.code)


def _closed(row: RankRow) -> RankRow:
    """Return what names an entry, and nothing that it got."""
    named = replace(row, n=0, rank=None, component=None, place=Place(), own=Place(), is_shut=True)
    return replace(named, level=None, mean_rank=None, mean=None, votes=None)


def _counted(ranks: Iterable[tuple[int | None, Hashable]]) -> Count:
    """Return what counts a rank of a group anew: one more than there are better ones among these."""
    found = defaultdict[Hashable, list[int]](list)
    for rank, group in ranks:
        if rank is not None:
            found[group].append(rank)
    for ranks_of_group in found.values():
        ranks_of_group.sort()
    return lambda rank, group: None if rank is None else bisect_left(found[group], rank) + 1

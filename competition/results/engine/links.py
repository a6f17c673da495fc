"""Where a common ranking hangs on a single juror or entry."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from competition.results.engine.components import Components
from competition.results.engine.scores import Array, Scores
from competition.results.engine.values import Caveat, CaveatCode


@dataclass
class _Walk:
    """A depth-first walk of a graph of N nodes, given as each node's neighbours one after another."""

    neighbours: list[int]
    at: list[int]
    seen: list[int]
    lowest: list[int]
    size: list[int]
    parts: list[list[int]]


def weak_links(scores: Scores, parts: Components) -> tuple[Caveat, ...]:
    """Return the warning that names the jurors and entries without whom a component would fall apart.

    That is, apart into pieces of which two or more still hold a juror and an entry: what remains of such a
    comparison is one person's, or one work's. (An entry that only one juror marked is named elsewhere.)
    Articulation points: Tarjan, *SIAM Journal on Computing* 1 (1972) 146.
    """
    names = (*scores.entries, *scores.jurors)
    whole = np.bincount(np.r_[parts.of_entry, parts.of_juror]).tolist()
    component = [*parts.of_entry.tolist(), *parts.of_juror.tolist()]
    found = []
    for node, sizes in enumerate(_cut_off(scores)):
        rest = whole[component[node]] - 1 - sum(sizes)
        if sum(size > 1 for size in (*sizes, rest)) > 1:
            found.append(names[node])
    return (Caveat(CaveatCode.weak_links, len(found), tuple(sorted(found))),) if found else ()


def _cut_off(scores: Scores) -> list[list[int]]:
    """Return for each entry, then each juror, the sizes of the pieces that its removal cuts off those walked before."""
    count = len(scores.entries) + len(scores.jurors)
    neighbours, at = _graph(scores, count)
    walk = _Walk(neighbours, at, [0] * count, [0] * count, [1] * count, [[] for _ in range(count)])
    number = 0
    for root in range(count):
        if not walk.seen[root]:
            number = _from(walk, root, number)
    return walk.parts


def _graph(scores: Scores, count: int) -> tuple[list[int], list[int]]:
    ends = (
        np.r_[scores.entry, scores.juror + len(scores.entries)],
        np.r_[scores.juror + len(scores.entries), scores.entry],
    )
    order: Array = np.argsort(ends[0], kind="stable")
    starts = np.r_[0, np.cumsum(np.bincount(ends[0], minlength=count))]
    return ends[1][order].tolist(), starts.tolist()


def _from(walk: _Walk, root: int, number: int) -> int:
    """Walk the component of `root`; `at` moves on as neighbours are used. Return the last number given."""
    ends = walk.at[1:]
    stack, parent = [root], [-1]
    number += 1
    walk.seen[root] = walk.lowest[root] = number
    while stack:
        node = stack[-1]
        if walk.at[node] == ends[node]:
            _leave(walk, stack.pop(), parent.pop())
            continue
        other = walk.neighbours[walk.at[node]]
        walk.at[node] += 1
        if walk.seen[other]:
            walk.lowest[node] = min(walk.lowest[node], walk.seen[other])
        else:
            number += 1
            walk.seen[other] = walk.lowest[other] = number
            stack.append(other)
            parent.append(node)
    return number


def _leave(walk: _Walk, node: int, parent: int) -> None:
    if parent < 0:
        return
    walk.size[parent] += walk.size[node]
    walk.lowest[parent] = min(walk.lowest[parent], walk.lowest[node])
    if walk.lowest[node] >= walk.seen[parent]:
        walk.parts[parent].append(walk.size[node])

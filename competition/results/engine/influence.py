"""Which single score, or which juror, if left out, changes who wins by the additive method."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from competition.results.engine.bootstrap import FITS_ITSELF
from competition.results.engine.components import components_of
from competition.results.engine.marks import Marks
from competition.results.engine.ranks import SAME
from competition.results.engine.scores import Array, Scores, scores_of
from competition.results.engine.solver import TwoWay

# Besides the entry whose score is left out, only so many from the top are watched: nobody else is moved far.
CONTENDERS = 100


@dataclass(frozen=True, slots=True)
class Influence:
    """A juror's score of an entry (`entry` is None: all of his) without which others win: `winners`, by name.

    No winners: without it the jury falls apart and nothing compares the entries any more.
    """

    juror: str
    entry: str | None
    winners: tuple[str, ...]


def influences(marks: Marks) -> tuple[Influence, ...]:
    """Return every score and every juror without which the first place goes elsewhere, inside each component.

    Jurors first, then scores, by name. Leaving out a score s with residual r and leverage h changes the estimates by
    −(XᵀX)⁺xₛ·r ∕ (1 − h): Cook & Weisberg, *Residuals and Influence in Regression* (1982), eq. 2.2.1. A juror is left
    out by solving again. An entry or a juror with one score only goes with it.
    """
    scores = scores_of(marks)
    parts = components_of(scores)
    found: list[Influence] = []
    for number in range(parts.number):
        own = scores.only(parts.of_entry[scores.entry] == number)
        found += [*_jurors(own), *_marks(own)]
    return tuple(sorted(found, key=lambda one: (one.entry is not None, one.juror, one.entry or "")))


def _jurors(scores: Scores) -> list[Influence]:
    before = _winners(scores)
    found = []
    for number, juror in enumerate(scores.jurors):
        rest = scores.juror != number
        after = _winners(scores.only(rest)) if rest.any() else ()
        if after != before:
            found.append(Influence(juror, None, after))
    return found


def _winners(scores: Scores) -> tuple[str, ...]:
    """Return the entries in the first place; none where the scores fall apart."""
    model = TwoWay.of(scores)
    if model.parts.number > 1:
        return ()
    level, _ = model.solve(scores.value)
    return tuple(scores.entries[place] for place in np.flatnonzero(level >= level.max() - SAME))


def _marks(scores: Scores) -> list[Influence]:
    model = TwoWay.of(scores)
    level, effect = model.solve(scores.value)
    best = np.argsort(-level, kind="stable")[:CONTENDERS]
    residual = scores.value - level[scores.entry] - effect[scores.juror]
    left = 1 - model.leverage
    push = np.where(left > FITS_ITSELF, residual / np.where(left > FITS_ITSELF, left, 1), 0.0)
    after, own = _without(model, level, best, push)
    lone = scores.n_of_entry[scores.entry] == 1
    after[(best[:, None] == scores.entry) & lone] = -np.inf
    own[lone] = -np.inf
    top = np.maximum(after.max(axis=0), own) - SAME
    wins = after >= top
    was = level[best] >= level.max() - SAME
    changed = (wins != was[:, None]).any(axis=0) | (own >= top)
    return [_influence(scores, best[wins[:, at]], at, own[at] >= top[at]) for at in np.flatnonzero(changed).tolist()]


def _influence(scores: Scores, winners: Array, at: int, does_own_win: bool) -> Influence:  # noqa: FBT001
    entry = int(scores.entry[at])
    names = {scores.entries[place] for place in winners} | ({scores.entries[entry]} if does_own_win else set())
    return Influence(scores.jurors[scores.juror[at]], scores.entries[entry], tuple(sorted(names)))


def _without(model: TwoWay, level: Array, best: Array, push: Array) -> tuple[Array, Array]:
    """Return the levels without each score: of the best (B × S), of its own entry (S; −∞ where that is among them)."""
    entry, juror = model.scores.entry, model.scores.juror
    spread = model.share @ model.inverse
    mutual = spread[best][:, juror] - (model.share @ spread[best].T).T[:, entry]
    is_own = best[:, None] == entry
    count = model.scores.n_of_entry[entry]
    after = level[best][:, None] - push * (is_own / count - mutual)
    itself = spread[entry, juror] - np.asarray(model.share.multiply(spread).sum(axis=1)).ravel()[entry]
    own = level[entry] - push * (1 / count - itself)
    return after, np.where(is_own.any(axis=0), -np.inf, own)

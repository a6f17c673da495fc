"""What every method is given, what it hands back, and how that is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from competition.results.engine.bootstrap import Noise
from competition.results.engine.caveats import caveats
from competition.results.engine.components import Components, components_of
from competition.results.engine.diagnostics import spearman_rest
from competition.results.engine.evidence import Ranked, Shown, shown
from competition.results.engine.marks import Marks
from competition.results.engine.ranks import ranks, ranks_within
from competition.results.engine.scores import Array, Scores, scores_of
from competition.results.engine.values import (
    DECIMALS,
    Caveat,
    CaveatCode,
    CriterionOutcome,
    EntryOutcome,
    JurorOutcome,
    Options,
    Outcome,
)


@dataclass(frozen=True, slots=True)
class Given:
    """Marks with their arrays, and what was asked."""

    marks: Marks
    options: Options
    scores: Scores
    parts: Components

    @classmethod
    def of(cls, marks: Marks, options: Options) -> Given:
        """Return marks with what every method needs of them."""
        scores = scores_of(marks)
        return cls(marks, options, scores, components_of(scores))


@dataclass(frozen=True, slots=True)
class Found:
    """What a method found, by the entries (E) of the scores; NaN where it found nothing.

    `order` is what ranks: as `score`, with ties made equal. `figures` are fields of `JurorOutcome`, each with
    one number a juror (J). `noise` tells the bootstrap how errors reach the scores, and is asked only if needed.
    """

    score: Array
    order: Array
    level: Array
    has_common_ranking: bool = True
    figures: dict[str, Array] = field(default_factory=dict)
    noise: Callable[[], Noise] | None = None
    criteria: tuple[CriterionOutcome, ...] = ()
    warnings: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a method gives no scores on these marks."""

    caveat: Caveat


def written(method: str, given: Given, found: Found | Refused) -> Outcome:
    """Return what a method found, rounded to `DECIMALS`, with the caveats that hold for any method."""
    warnings = caveats(given.marks, given.scores, given.parts)
    if isinstance(found, Refused):
        refused = (found.caveat, *warnings)
        entries, jurors = _entries(given, None, None), _jurors(given, {})
        return Outcome(method, entries, jurors, given.parts.number, False, refused, refusal=found.caveat.code)
    rank = _ranks(given, found)
    evidence = _uncertainty(given, found, rank)
    return Outcome(
        method,
        _entries(given, (found, rank), evidence),
        _jurors(given, found.figures),
        given.parts.number,
        found.has_common_ranking,
        (*warnings, *found.warnings),
        found.criteria,
        uncertainty=evidence.uncertainty if evidence else None,
    )


def number(value: float) -> float | None:
    """Return a number as it is stored: to `DECIMALS` places, never minus zero, None where there is none."""
    return round(float(value), DECIMALS) + 0.0 if np.isfinite(value) else None


def _ranks(given: Given, found: Found) -> Array:
    return ranks(found.order) if found.has_common_ranking else ranks_within(found.order, given.parts.of_entry)


def _uncertainty(given: Given, found: Found, rank: Array) -> Shown | None:
    if not given.options.bootstrap or found.noise is None:
        return None
    group = np.zeros_like(rank) if found.has_common_ranking else given.parts.of_entry
    return shown(given.scores, found.noise(), Ranked(found.score, rank, group), given.options)


def _entries(given: Given, ranked: tuple[Found, Array] | None, evidence: Shown | None) -> tuple[EntryOutcome, ...]:
    """Return entries by component where ranks count inside it, by rank, then name; those without marks last."""
    scores = given.scores
    count = scores.n_of_entry
    means = np.bincount(scores.entry, scores.value, minlength=len(count)) / count
    columns = {
        "raw_mean": [number(one) for one in means],
        "n": count.tolist(),
        "component": (given.parts.of_entry + 1).tolist(),
    }
    if ranked:
        found, rank = ranked
        columns |= {"score": [number(one) for one in found.score], "level": [number(one) for one in found.level]}
        columns |= {"rank": rank.tolist()}
    columns |= evidence.columns if evidence else {}
    rows = zip(*columns.values(), strict=True)
    entries = [
        EntryOutcome(entry, **dict(zip(columns, row, strict=True)))
        for entry, row in zip(scores.entries, rows, strict=True)
    ]
    entries += [EntryOutcome(entry) for entry in given.marks.entries if entry not in set(scores.entries)]
    return tuple(sorted(entries, key=lambda one: (one.component is None, one.rank or 0, one.component or 0, one.entry)))


def _jurors(given: Given, figures: dict[str, Array]) -> tuple[JurorOutcome, ...]:
    scores = given.scores
    columns = {**figures, "spearman_rest": spearman_rest(scores)}
    known = {
        juror: JurorOutcome(
            juror, int(scores.n_of_juror[at]), **{name: number(values[at]) for name, values in columns.items()}
        )
        for at, juror in enumerate(scores.jurors)
    }
    return tuple(known.get(juror, JurorOutcome(juror, 0)) for juror in sorted(given.marks.jurors))


def refusal(code: CaveatCode, number: int, names: tuple[str, ...] = ()) -> Refused:
    """Return a refusal."""
    return Refused(Caveat(code, number, names))

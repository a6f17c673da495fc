"""`make simulate-judging`: let simulated juries judge entries whose worth is known, and see how near each method comes.

Writes docs/judging-simulation.md and the figure beside it. Every run is seeded, so the numbers stay the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import kendalltau

from competition.results.engine import Design, Mark, Marks, Options, analyse
from competition.results.engine.marks import Criterion
from deploy.simulation_page import Cell, figure, page

ENTRIES, JURORS, EACH, RUNS, TOP = 300, 30, 5, 60, 20
PANELS = 6
DOCS = Path(__file__).parent.parent / "docs"

# The columns. There is no trimmed mean among them: the engine refuses it below seven jurors an entry.
METHODS = {
    "raw mean": "mean",
    "z per juror": "zscore",
    "percentile": "percentile",
    "additive": "additive",
    "rescale + additive": "additive",
}

Assign = Callable[[np.random.Generator, np.ndarray], list[np.ndarray]]


@dataclass(frozen=True)
class World:
    """A design with the spread of severity and of scale.

    `assign` gives the jurors of each entry; `design` is what its organisers could say of it.
    """

    name: str
    assign: Assign
    severity: float = 0.7
    scale: float = 0.4
    design: Design = Design.random


def by_lot(chance: np.random.Generator, worth: np.ndarray) -> list[np.ndarray]:
    """Return five jurors for each entry, loads even: entries in random order take the least loaded, at random."""
    load = np.zeros(JURORS)
    found: list[np.ndarray] = [np.empty(0)] * len(worth)
    for entry in chance.permutation(len(worth)):
        found[entry] = np.lexsort((chance.random(JURORS), load))[:EACH]
        load[found[entry]] += 1
    return found


def equal_panels(chance: np.random.Generator, worth: np.ndarray) -> list[np.ndarray]:
    """Return six closed panels of five jurors with pools made by lot."""
    return _panels(chance.permutation(len(worth)) % PANELS)


def unequal_panels(chance: np.random.Generator, worth: np.ndarray) -> list[np.ndarray]:
    """Return six closed panels whose pools differ: sorted by worth with as much chance as worth."""
    order = np.argsort(worth + chance.normal(0, 1, len(worth)))
    panel = np.empty(len(worth), dtype=int)
    panel[order] = np.arange(len(worth)) * PANELS // len(worth)
    return _panels(panel)


def borrowed(chance: np.random.Generator, worth: np.ndarray) -> list[np.ndarray]:
    """Return the same panels, one juror in five of each entry borrowed from another panel."""
    found = unequal_panels(chance, worth)
    for jurors in found:
        others = np.setdiff1d(np.arange(JURORS), jurors)
        jurors[chance.integers(EACH)] = chance.choice(others)
    return found


def _panels(panel: np.ndarray) -> list[np.ndarray]:
    return [np.arange(EACH) + EACH * one for one in panel]


WORLDS = (
    World("random, no juror effects", by_lot, 0, 0),
    World("random, severity only", by_lot, scale=0),
    World("random overlap", by_lot),
    World("6 closed panels, equal pools", equal_panels),
    World("6 closed panels, unequal pools", unequal_panels, design=Design.unknown),
    World("same, 1 juror in 5 borrowed", borrowed, design=Design.unknown),
)


def judged(world: World, seed: int) -> tuple[Marks, np.ndarray]:
    """Return marks and the worths they came from: worth × scale − severity + noise, a tenth of a point fine."""
    chance = np.random.default_rng(seed)
    worth = chance.normal(0, 1, ENTRIES)
    severe = chance.normal(0, world.severity, JURORS)
    scale = np.exp(chance.normal(0, world.scale, JURORS))
    jurors = world.assign(chance, worth)
    rows = tuple(
        Mark(f"E{entry:03}", f"J{juror:02}", "all", round(float(_mark(chance, worth[entry], severe, scale, juror)), 1))
        for entry, own in enumerate(jurors)
        for juror in own
    )
    names = tuple(f"E{at:03}" for at in range(ENTRIES)), tuple(f"J{at:02}" for at in range(JURORS))
    return Marks(*names, (Criterion("all"),), rows), worth


def _mark(chance: np.random.Generator, worth: float, severe: np.ndarray, scale: np.ndarray, juror: int) -> float:
    return float(5.5 + 1.5 * (scale[juror] * (worth + chance.normal(0, 1)) - severe[juror]))


def scored(marks: Marks, name: str, design: Design) -> np.ndarray | None:
    """Return the scores in the order of the entries; None where the method refuses a common ranking."""
    outcome = analyse(marks, METHODS[name], Options(design, rescale=name.startswith("rescale")))
    if not outcome.has_common_ranking:
        return None
    return np.array([one.score for one in sorted(outcome.entries, key=lambda one: one.entry)], dtype=float)


def measured(world: World, name: str) -> Cell:
    """Return Kendall's τ to the truth and the share of the true top found, averaged over the runs."""
    found = []
    for seed in range(RUNS):
        marks, worth = judged(world, seed)
        scores = scored(marks, name, world.design)
        if scores is None:
            return None
        top = np.isin(np.argsort(-scores, kind="stable")[:TOP], np.argsort(-worth)[:TOP]).mean()
        found.append((kendalltau(scores, worth).statistic, top))
    tau, share = np.mean(found, axis=0)
    return float(tau), float(share)


def main() -> None:
    """Run the table and write it down."""
    table = {world.name: {name: measured(world, name) for name in METHODS} for world in WORLDS}
    (DOCS / "judging-simulation.svg").write_text(figure(table))
    (DOCS / "judging-simulation.md").write_text(page(table))
    print("make simulate-judging: wrote docs/judging-simulation.md and .svg")


if __name__ == "__main__":
    main()

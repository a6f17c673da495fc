"""What a run says of its jury. Runs of an older engine lack a part of it; what is not there is None."""

from __future__ import annotations

from typing import Any

from competition.judging.queries import jurors_of, progress_of
from competition.judging.rules.panel import Progress
from competition.results.models import ScoringRun
from competition.results.queries.rows import Affinity, Drift, JurorRow, OneMore
from competition.results.rules import pseudonym, remarks_on


def juror_rows(run: ScoringRun) -> list[JurorRow]:
    """Return the jurors of a run, most severe first, then those whom it does not know yet, by name.

    Severity is that of the additive model, in points, whichever method ranks.
    """
    progress = progress_of(run.round_id)
    found = {one["juror"]: one for one in run.outputs["methods"]["additive"]["jurors"]}
    rows = [
        _row(run, person.name, progress.get(person.id, Progress()).left, found.get(name, {"juror": name}))
        for person in jurors_of(run.call_id)
        for name in [pseudonym(run.call_id, person.id)]
    ]
    return sorted(rows, key=lambda row: (row.severity is None, -(row.severity or 0), row.name))


def _row(run: ScoringRun, name: str, left: int, found: dict[str, Any]) -> JurorRow:
    halo, entries = run.outputs["halo"].get(found["juror"]), found.get("n", 0)
    slopes = run.outputs.get("slopes", {"jurors": {}})["jurors"]
    return JurorRow(
        name=name,
        pseudonym=found["juror"],
        n=entries,
        left=left,
        found=found,
        halo=halo,
        remarks=remarks_on(entries, found, halo),
        drift=_drift(slopes.get(found["juror"])),
    )


def drift_of(run: ScoringRun) -> Drift | None:
    """Return how the marks of all jurors together change, from the first to the last entry of a middling pile.

    None where that cannot be told from the works' worth, as when all judged in the same order.
    """
    slopes = run.outputs.get("slopes")
    if not slopes:
        return None
    piles = [one["n"] for one in slopes["jurors"].values() if one["n"]]
    return _drift(slopes["all"], round(sum(piles) / len(piles)) if piles else 0)


def one_more(run: ScoringRun) -> OneMore | None:
    """Return what one more juror an entry would buy."""
    precision = run.outputs.get("precision")
    if not precision:
        return None
    uncertainty = run.outputs["methods"][run.method]["uncertainty"]
    return OneMore(precision["confidence"], [tuple(one) for one in precision["half_widths"]], uncertainty)


def affinities_of(run: ScoringRun) -> list[Affinity]:
    """Return what sharing each attribute is worth, of those that a juror shares with an entry that he marked."""
    return [
        Affinity(name, one["gap"], None if one["se"] is None else 2 * one["se"], one["n"])
        for name, one in run.outputs.get("affinity", {}).items()
        if one["n"]
    ]


def _drift(slope: dict[str, Any] | None, entries: int = 0) -> Drift | None:
    """Return a slope as the change over a juror's entries, or over so many."""
    if slope is None or slope["slope"] is None:
        return None
    steps = (entries or slope["n"]) - 1
    error = None if slope["se"] is None else 2 * slope["se"] * steps
    return Drift(slope["slope"] * steps, error, steps + 1, slope["p"])

"""What the votes of a run decide, and the chair where they are vetoes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from competition.judging.queries.rulings import rulings_of
from competition.results.models import ScoringRun
from competition.results.queries.rows import Votes


def votes_of(run: ScoringRun, ids: Mapping[str, str]) -> dict[str, Votes]:
    """Return the votes on each entry of a run, by code; nothing where none were counted. `ids` are by code."""
    counted: list[dict[str, Any]] = run.outputs.get("verdicts", [])
    if not counted:
        return {}
    rulings = rulings_of(run.round_id)
    stays = {code: rulings[entry_id].stays_in for code, entry_id in ids.items() if entry_id in rulings}
    return {one["entry"]: _votes(one, stays.get(one["entry"])) for one in counted}


def _votes(one: Mapping[str, Any], stays_in: bool | None) -> Votes:  # noqa: FBT001 - what the chair ruled, if he did
    passes = one["passes"]
    is_aside = passes is False and stays_in is None
    return Votes(one["yes"], one["maybe"], one["no"], bool(stays_in) if passes is False else passes, is_aside)

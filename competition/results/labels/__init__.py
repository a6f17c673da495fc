"""The words of results: `runs` (what the engine warns of), `honours`, `decisions`."""

from competition.results.labels import decisions, honours, runs
from competition.results.labels.runs import caveat

REFUSALS = {**runs.REFUSALS, **honours.REFUSALS, **decisions.REFUSALS}

__all__ = ["REFUSALS", "caveat"]

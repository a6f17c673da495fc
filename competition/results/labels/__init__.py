"""The words of results: `runs` (what the engine warns of), `honours`."""

from competition.results.labels import honours, runs
from competition.results.labels.runs import OUTCOMES, caveat

REFUSALS = {**runs.REFUSALS, **honours.REFUSALS}

__all__ = ["OUTCOMES", "REFUSALS", "caveat"]

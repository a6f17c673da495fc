"""The pages of results: `runs` and what was decided on them, `honours` that there are to give."""

from competition.results.views import honours, runs
from competition.results.views.blueprint import blueprint

__all__ = ["blueprint", "honours", "runs"]

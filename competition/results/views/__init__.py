"""The pages of results: `runs`, `honours` that there are to give, `awards` that are decided."""

from competition.results.views import awards, honours, runs
from competition.results.views.blueprint import blueprint

__all__ = ["awards", "blueprint", "honours", "runs"]

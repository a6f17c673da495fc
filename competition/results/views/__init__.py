"""The organisers' pages of results: `ranking`, `details`, `how` it is computed, `files` to take away, the `awards`."""

from competition.results.views import awards, details, files, how, ranking
from competition.results.views.blueprint import blueprint

__all__ = ["awards", "blueprint", "details", "files", "how", "ranking"]

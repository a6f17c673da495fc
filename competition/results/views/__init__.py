"""The organisers' pages of results: `ranking`, `details`, `how` it is computed, `files` to take away; the `honours`
that there are to give, and the `awards` that are decided.
"""

from competition.results.views import awards, details, files, honours, how, ranking
from competition.results.views.blueprint import blueprint

__all__ = ["awards", "blueprint", "details", "files", "honours", "how", "ranking"]

"""The organisers' pages of results: `ranking`, `details`, `how` it is computed, `files` to take away; the `honours`
that there are to give, the `awards` that are decided, and who goes on (`advancing`);
a `meeting` of the jury, each member's `seat` in it, and its `minutes`.
"""

from competition.results.views import advancing, awards, details, files, honours, how, meeting, minutes, ranking, seat
from competition.results.views.blueprint import blueprint

__all__ = [
    "advancing",
    "awards",
    "blueprint",
    "details",
    "files",
    "honours",
    "how",
    "meeting",
    "minutes",
    "ranking",
    "seat",
]

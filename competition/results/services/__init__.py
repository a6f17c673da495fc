"""The verbs of results: `computing` makes runs, `honours` names what there is to give, `deciding` gives it."""

from competition.results.services.computing import compute, digest_of, outputs_of, recompute
from competition.results.services.deciding import decide
from competition.results.services.honours import (
    add_honour,
    edit_honour,
    move_honour,
    on_category_added,
    remove_honour,
)

__all__ = [
    "add_honour",
    "compute",
    "decide",
    "digest_of",
    "edit_honour",
    "move_honour",
    "on_category_added",
    "outputs_of",
    "recompute",
    "remove_honour",
]

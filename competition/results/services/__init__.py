"""The verbs of results: `computing` makes runs, `deciding` the awards."""

from competition.results.services.computing import compute, digest_of, outputs_of, recompute
from competition.results.services.deciding import decide

__all__ = ["compute", "decide", "digest_of", "outputs_of", "recompute"]

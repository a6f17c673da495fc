"""The verbs of results: `computing` makes runs, `ruling` says how, `deciding` gives the awards."""

from competition.results.services.computing import bundle_of, carry_out, compute, outputs_of, recompute, request_run
from competition.results.services.deciding import decide
from competition.results.services.ruling import change_how

__all__ = ["bundle_of", "carry_out", "change_how", "compute", "decide", "outputs_of", "recompute", "request_run"]

"""The verbs of results: `computing` makes runs, `ruling` says how, `honours` names what there is to give,
`deciding` gives it, `advancing` says who goes on into the next round, `workbooks` writes tables for spreadsheets.
"""

from competition.results.services.advancing import advance
from competition.results.services.computing import bundle_of, carry_out, compute, recompute, request_run
from competition.results.services.copying import copy_rulings
from competition.results.services.deciding import decide
from competition.results.services.honours import (
    add_honour,
    edit_honour,
    move_honour,
    on_category_added,
    remove_honour,
)
from competition.results.services.ruling import change_how, on_round_removed
from competition.results.services.workbooks import About, Table, workbook_of

__all__ = [
    "About",
    "Table",
    "add_honour",
    "advance",
    "bundle_of",
    "carry_out",
    "change_how",
    "compute",
    "copy_rulings",
    "decide",
    "edit_honour",
    "move_honour",
    "on_category_added",
    "on_round_removed",
    "recompute",
    "remove_honour",
    "request_run",
    "workbook_of",
]

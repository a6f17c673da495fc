"""The verbs of results: `computing` makes runs, `ruling` says how, `honours` names what there is to give,
`deciding` gives it, `advancing` says who goes on into the next round, `workbooks` writes tables for spreadsheets;
`meeting` holds a meeting of the jury, `minutes` draws its minutes up and has them signed.
"""

from competition.results.services.access import require_unbound
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
from competition.results.services.meeting import (
    attend,
    cast,
    close_vote,
    correct_marks,
    end_meeting,
    open_meeting,
    put_to_vote,
    reveal,
    show_entry,
    write_note,
)
from competition.results.services.minutes import draw_up, sign_minutes
from competition.results.services.ruling import change_how, on_round_removed
from competition.results.services.workbooks import About, Table, workbook_of

__all__ = [
    "About",
    "Table",
    "add_honour",
    "advance",
    "attend",
    "bundle_of",
    "carry_out",
    "cast",
    "change_how",
    "close_vote",
    "compute",
    "copy_rulings",
    "correct_marks",
    "decide",
    "draw_up",
    "edit_honour",
    "end_meeting",
    "move_honour",
    "on_category_added",
    "on_round_removed",
    "open_meeting",
    "put_to_vote",
    "recompute",
    "remove_honour",
    "request_run",
    "require_unbound",
    "reveal",
    "show_entry",
    "sign_minutes",
    "workbook_of",
    "write_note",
]

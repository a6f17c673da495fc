"""The verbs of the jury room, by subject: `rubric`, `panel` (invitations, pledges), `assignment`, `sheets`."""

from competition.judging.services.admission import admit, on_round_removed
from competition.judging.services.assignment import apply_assignment, assign_by_hand, propose_assignment
from competition.judging.services.copying import copy_rubrics
from competition.judging.services.panel import accept_pledge, invite_juror
from competition.judging.services.rubric import save_rubric
from competition.judging.services.sheets import hand_in, recuse, save_sheet

__all__ = [
    "accept_pledge",
    "admit",
    "apply_assignment",
    "assign_by_hand",
    "copy_rubrics",
    "hand_in",
    "invite_juror",
    "on_round_removed",
    "propose_assignment",
    "recuse",
    "save_rubric",
    "save_sheet",
]

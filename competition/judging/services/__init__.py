"""The verbs of the jury room, by subject: `rubric`, `panel` (invitations, pledges, terms), `dealing`,
`assignment` (by hand), `sheets`.
"""

from competition.judging.services.admission import admit, on_round_removed
from competition.judging.services.assignment import assign_by_hand
from competition.judging.services.dealing import apply_deal, request_deal, work_out
from competition.judging.services.panel import accept_pledge, invite_juror, save_terms
from competition.judging.services.rubric import save_rubric
from competition.judging.services.sheets import hand_in, recuse, save_sheet

__all__ = [
    "accept_pledge",
    "admit",
    "apply_deal",
    "assign_by_hand",
    "hand_in",
    "invite_juror",
    "on_round_removed",
    "recuse",
    "request_deal",
    "save_rubric",
    "save_sheet",
    "save_terms",
    "work_out",
]

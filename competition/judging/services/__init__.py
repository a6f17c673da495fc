"""The verbs of the jury room, by subject: `rubric`, `panel` (invitations, pledges, terms), `dealing`,
`assignment` (by hand), `sheets`, `correcting`, `conflicts`,
`flags`, `leaving`, `ranking`, `reminding`, `replacing`, `rulings` (on vetoes).
"""

from competition.judging.services.admission import admit, on_round_removed
from competition.judging.services.assignment import assign_by_hand
from competition.judging.services.conflicts import look_for_conflicts, request_look, settle_conflict
from competition.judging.services.copying import copy_rubrics
from competition.judging.services.correcting import correct
from competition.judging.services.dealing import apply_deal, request_deal, work_out
from competition.judging.services.erasing import on_person_erased
from competition.judging.services.flags import raise_flag, settle_flag
from competition.judging.services.leaving import dismiss
from competition.judging.services.panel import accept_pledge, agree_to_naming, invite_juror, invite_jurors, save_terms
from competition.judging.services.ranking import hand_in_ranking, save_ranking
from competition.judging.services.reminding import on_dates_moved, plan_reminders, remind_by_hand, remind_by_plan
from competition.judging.services.replacing import replace, replace_all
from competition.judging.services.rubric import save_rubric
from competition.judging.services.rulings import rule_veto
from competition.judging.services.sheets import hand_in, recuse, save_sheet

__all__ = [
    "accept_pledge",
    "admit",
    "agree_to_naming",
    "apply_deal",
    "assign_by_hand",
    "copy_rubrics",
    "correct",
    "dismiss",
    "hand_in",
    "hand_in_ranking",
    "invite_juror",
    "invite_jurors",
    "look_for_conflicts",
    "on_dates_moved",
    "on_person_erased",
    "on_round_removed",
    "plan_reminders",
    "raise_flag",
    "recuse",
    "remind_by_hand",
    "remind_by_plan",
    "replace",
    "replace_all",
    "request_deal",
    "request_look",
    "rule_veto",
    "save_ranking",
    "save_rubric",
    "save_sheet",
    "save_terms",
    "settle_conflict",
    "settle_flag",
    "work_out",
]

"""The tables of the jury room: `sheets` (rounds, assignments and what jurors write), `oversight`."""

from competition.judging.models.oversight import Reminder, ReminderPlan, RubricEdition
from competition.judging.models.sheets import (
    Admission,
    Assignment,
    Ballot,
    BallotVersion,
    Conflict,
    Criterion,
    Flag,
    JurorTerms,
    Pledge,
    Proposal,
    RoundRules,
    Ruling,
    ScoreSheet,
    SheetVersion,
)

__all__ = [
    "Admission",
    "Assignment",
    "Ballot",
    "BallotVersion",
    "Conflict",
    "Criterion",
    "Flag",
    "JurorTerms",
    "Pledge",
    "Proposal",
    "Reminder",
    "ReminderPlan",
    "RoundRules",
    "RubricEdition",
    "Ruling",
    "ScoreSheet",
    "SheetVersion",
]

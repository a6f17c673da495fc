"""The shapes of what organisers and jurors send; each form yields a frozen command."""

from competition.judging.forms.panel import AssignForm, InviteForm, PerEntryForm, PledgeForm, hand_command
from competition.judging.forms.rubric import RubricForms
from competition.judging.forms.sheets import RecuseForm, sheet_command

__all__ = [
    "AssignForm",
    "InviteForm",
    "PerEntryForm",
    "PledgeForm",
    "RecuseForm",
    "RubricForms",
    "hand_command",
    "sheet_command",
]

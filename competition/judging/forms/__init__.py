"""The shapes of what organisers and jurors send; each form yields a frozen command."""

from competition.judging.forms.dealing import DealForm, TermsForm, hand_command
from competition.judging.forms.panel import InviteForm, LeaveForm, PledgeForm
from competition.judging.forms.rubric import RubricForms
from competition.judging.forms.sheets import FlagForm, OutcomeForm, RecuseForm, sheet_command

__all__ = [
    "DealForm",
    "FlagForm",
    "InviteForm",
    "LeaveForm",
    "OutcomeForm",
    "PledgeForm",
    "RecuseForm",
    "RubricForms",
    "TermsForm",
    "hand_command",
    "sheet_command",
]

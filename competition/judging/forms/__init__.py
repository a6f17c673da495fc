"""The shapes of what organisers and jurors send; each form yields a frozen command."""

from competition.judging.forms.dealing import DealForm, TermsForm, hand_command
from competition.judging.forms.oversight import PlanForm, RemindForm
from competition.judging.forms.panel import ConflictForm, InviteForm, LeaveForm, NamingForm, PledgeForm
from competition.judging.forms.rubric import RubricForms
from competition.judging.forms.sheets import FlagForm, OutcomeForm, RecuseForm, sheet_command

__all__ = [
    "ConflictForm",
    "DealForm",
    "FlagForm",
    "InviteForm",
    "LeaveForm",
    "NamingForm",
    "OutcomeForm",
    "PlanForm",
    "PledgeForm",
    "RecuseForm",
    "RemindForm",
    "RubricForms",
    "TermsForm",
    "hand_command",
    "sheet_command",
]

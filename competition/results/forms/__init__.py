"""The forms of results: `advancing`, `awards` (what is decided), `honours` (what there is), `how` it is computed."""

from competition.results.forms.advancing import AdvanceForm, AdvanceRuleForm
from competition.results.forms.awards import AwardsForm, Offered, awards_form
from competition.results.forms.honours import Choices, HonourForm, honour_data, honour_form
from competition.results.forms.how import HowForm, how_form
from competition.results.forms.meeting import CorrectForm, DrawForm, MoveForm, NoteForm, ShowForm

__all__ = [
    "AdvanceForm",
    "AdvanceRuleForm",
    "AwardsForm",
    "Choices",
    "CorrectForm",
    "DrawForm",
    "HonourForm",
    "HowForm",
    "MoveForm",
    "NoteForm",
    "Offered",
    "ShowForm",
    "awards_form",
    "honour_data",
    "honour_form",
    "how_form",
]

"""The shapes of what organisers write: each form yields a frozen command."""

from competition.calls.forms.chosen import BLANK_ROWS
from competition.calls.forms.parts import (
    InviteForm,
    ReleaseRuleForm,
    calendar_form,
    category_form,
    institution_form,
    part_form,
)
from competition.calls.forms.questions import question_data, question_form
from competition.calls.forms.rounds import round_form
from competition.calls.forms.texts import NEW, new_call_form, texts_form
from competition.calls.forms.worded import data_of

__all__ = [
    "BLANK_ROWS",
    "NEW",
    "InviteForm",
    "ReleaseRuleForm",
    "calendar_form",
    "category_form",
    "data_of",
    "institution_form",
    "new_call_form",
    "part_form",
    "question_data",
    "question_form",
    "round_form",
    "texts_form",
]

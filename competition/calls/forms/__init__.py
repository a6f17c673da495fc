"""The shapes of what organisers write: each form yields a frozen command."""

from competition.calls.forms.asked import Around
from competition.calls.forms.chosen import BLANK_ROWS
from competition.calls.forms.clauses import clause_form
from competition.calls.forms.dates import calendar_form, own_dates_form
from competition.calls.forms.eligibility import EligibilityForm, eligibility_form
from competition.calls.forms.fees import fees_form, price_form
from competition.calls.forms.inquiries import MessageForm, answer_form, in_one_language
from competition.calls.forms.parts import (
    InviteForm,
    category_form,
    institution_form,
    part_form,
)
from competition.calls.forms.questions import question_data, question_form
from competition.calls.forms.release import ReleaseRuleForm
from competition.calls.forms.rounds import round_form
from competition.calls.forms.texts import NEW, new_call_form, texts_form
from competition.calls.forms.vouchers import voucher_form
from competition.calls.forms.worded import data_of

__all__ = [
    "BLANK_ROWS",
    "NEW",
    "Around",
    "EligibilityForm",
    "InviteForm",
    "MessageForm",
    "ReleaseRuleForm",
    "answer_form",
    "calendar_form",
    "category_form",
    "clause_form",
    "data_of",
    "eligibility_form",
    "fees_form",
    "in_one_language",
    "institution_form",
    "new_call_form",
    "own_dates_form",
    "part_form",
    "price_form",
    "question_data",
    "question_form",
    "round_form",
    "texts_form",
    "voucher_form",
]

"""The shapes of what a team writes: the entry form, made from a call's questions, and the wish to hand in."""

from competition.entries.forms.allowances import ExtensionForm, LateCodeForm, extension_form
from competition.entries.forms.controls import PREFIX, Asked, dimension_parts
from competition.entries.forms.entry import (
    AnswersForm,
    AskedForm,
    EntryForm,
    SubmitForm,
    answers_form,
    entry_form,
    in_form,
    names_in,
    plain,
    plain_answers,
)
from competition.entries.forms.fees import FeeForm, PaymentForm, StrikeForm
from competition.entries.forms.terms import FormTerms

__all__ = [
    "PREFIX",
    "AnswersForm",
    "Asked",
    "AskedForm",
    "EntryForm",
    "ExtensionForm",
    "FeeForm",
    "FormTerms",
    "LateCodeForm",
    "PaymentForm",
    "StrikeForm",
    "SubmitForm",
    "answers_form",
    "dimension_parts",
    "entry_form",
    "extension_form",
    "in_form",
    "names_in",
    "plain",
    "plain_answers",
]

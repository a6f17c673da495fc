"""The shapes of what a team writes: the entry form, made from a call's questions, and the wish to hand in."""

from competition.entries.forms.allowances import ExtensionForm, LateCodeForm, extension_form
from competition.entries.forms.controls import PREFIX, Asked, dimension_parts
from competition.entries.forms.entry import EntryForm, SubmitForm, entry_form, in_form, plain
from competition.entries.forms.fees import FeeForm, PaymentForm, StrikeForm
from competition.entries.forms.terms import FormTerms
from competition.entries.forms.written import AskedForm, WordsForm, answers_form, later_form, plain_later

__all__ = [
    "PREFIX",
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
    "WordsForm",
    "answers_form",
    "dimension_parts",
    "entry_form",
    "extension_form",
    "in_form",
    "later_form",
    "plain",
    "plain_later",
]

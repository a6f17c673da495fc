"""The questions of an entry form: one shape of form for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from competition.calls.forms.asked import (
    HELP,
    QUESTION,
    Around,
    CountryForm,
    LongTextForm,
    QuestionForm,
    ShortTextForm,
    WebAddressForm,
)
from competition.calls.forms.chosen import (
    BLANK_ROWS,
    ChoiceForm,
    SeveralForm,
    TeamForm,
    answer_label,
    answer_rows,
    chosen_data,
    role_label,
)
from competition.calls.forms.files import FilesForm, files_data
from competition.calls.forms.measured import DateForm, DimensionsForm, MaterialsForm, NumberForm, measured_data
from competition.calls.forms.worded import form_with, words
from competition.calls.rules import (
    ChoiceOptions,
    DateOptions,
    DimensionsOptions,
    FieldKind,
    FieldOptions,
    FilesOptions,
    MaterialsOptions,
    NumberOptions,
    SeveralOptions,
    TeamOptions,
    TextOptions,
)
from competition.calls.rules.fields import MOST_CHOICES

FORMS: dict[FieldKind, type[QuestionForm]] = {
    FieldKind.short_text: ShortTextForm,
    FieldKind.long_text: LongTextForm,
    FieldKind.number: NumberForm,
    FieldKind.dimensions: DimensionsForm,
    FieldKind.materials: MaterialsForm,
    FieldKind.team: TeamForm,
    FieldKind.date: DateForm,
    FieldKind.choice: ChoiceForm,
    FieldKind.several: SeveralForm,
    FieldKind.yes_no: QuestionForm,
    FieldKind.country: CountryForm,
    FieldKind.web_address: WebAddressForm,
    FieldKind.files: FilesForm,
}


def question_form(
    kind: FieldKind, languages: Sequence[str], around: Around, choices: int = 0, **data: Any
) -> QuestionForm:
    """Return the form of a question; one of choices has three rows more than there are `choices`."""
    fields = {**words("label", QUESTION, languages), **words("help", HELP, languages)}
    if kind in {FieldKind.choice, FieldKind.several, FieldKind.team}:
        label = role_label if kind == FieldKind.team else answer_label
        fields |= answer_rows(languages, min(choices + BLANK_ROWS, MOST_CHOICES), label)
    form: QuestionForm = form_with(FORMS[kind], languages, zone=around.zone, **fields)(**data)
    form.offer(around)
    return form


def question_data(options: FieldOptions) -> dict[str, Any]:
    """Return the options of a question as the data of its form."""
    match options:
        case TextOptions(most, most_chinese):
            return {"most": most, "most_chinese": most_chinese}
        case MaterialsOptions(most):
            return {"most": most}
        case ChoiceOptions() | SeveralOptions() | TeamOptions():
            return chosen_data(options)
        case NumberOptions() | DimensionsOptions() | DateOptions():
            return measured_data(options)
        case FilesOptions():
            return dict(files_data(options))
        case _:
            return {}

"""The questions of an entry form: one shape of form for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from competition.calls import labels
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
from competition.calls.forms.chosen import BLANK_ROWS, ChoiceForm, SeveralForm, TeamForm, answer_rows, chosen_data
from competition.calls.forms.measured import DateForm, DimensionsForm, MaterialsForm, NumberForm, measured_data
from competition.calls.forms.worded import form_with, needed, options, words
from competition.calls.rules import (
    MEDIA_TYPES,
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
from competition.calls.rules.fields import MOST_CHOICES, MOST_FILES
from competition.i18n import lazy_gettext as _l
from competition.web.fields import attach_error

MEGA = 1_000_000


class FilesForm(QuestionForm):
    """Which files, how many, how large."""

    kind = FieldKind.files
    accept = SelectMultipleField(
        _l("Kinds of file"),
        [needed(_l("Choose at least one kind of file."))],
        choices=options((kind, labels.MEDIA_TYPES[kind]) for kind in MEDIA_TYPES),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    least = IntegerField(_l("Files at least"), [InputRequired(), NumberRange(0, MOST_FILES)])
    most = IntegerField(_l("Files at most"), [InputRequired(), NumberRange(1, MOST_FILES)])
    max_megabytes = IntegerField(_l("Size of a file at most"), [InputRequired(), NumberRange(1, 5000)])
    min_width = IntegerField(_l("Width of a picture at least"), [Optional(), NumberRange(1, 100_000)])
    min_height = IntegerField(_l("Height of a picture at least"), [Optional(), NumberRange(1, 100_000)])
    max_megapixels = IntegerField(_l("Pixels of a picture at most"), [Optional(), NumberRange(1, 1000)])

    def field_options(self) -> FieldOptions:
        """Return the rules for files."""
        most = self.max_megapixels.data
        return FilesOptions(
            accept=tuple(self.accept.data),
            least=self.least.data,
            most=self.most.data,
            max_bytes=self.max_megabytes.data * MEGA,
            min_width=self.min_width.data,
            min_height=self.min_height.data,
            max_pixels=most * MEGA if most else None,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for no more files at least than at most."""
        is_good = super().validate(extra_validators)
        if not is_good or self.least.data <= self.most.data:
            return is_good
        attach_error(self, "most", _l("This is less than the number of files that are needed."))
        return False


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
        fields |= answer_rows(languages, min(choices + BLANK_ROWS, MOST_CHOICES))
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
            return _files_data(options)
        case _:
            return {}


def _files_data(options: FilesOptions) -> dict[str, Any]:
    same = ("accept", "least", "most", "min_width", "min_height")
    pixels = options.max_pixels // MEGA if options.max_pixels else None
    sizes = {"max_megabytes": options.max_bytes // MEGA, "max_megapixels": pixels}
    return {name: getattr(options, name) for name in same} | sizes

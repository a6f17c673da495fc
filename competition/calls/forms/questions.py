"""The questions of an entry form: one shape of form for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from wtforms import BooleanField, HiddenField, IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from competition.calls import labels
from competition.calls.forms.worded import (
    PARAGRAPH,
    SHORT,
    WordedForm,
    Wording,
    form_with,
    needed,
    options,
    version_field,
    words,
)
from competition.calls.rules import (
    MEDIA_TYPES,
    Choice,
    ChoiceOptions,
    FieldKind,
    FieldOptions,
    FieldWords,
    FilesOptions,
    TextOptions,
    YesNoOptions,
)
from competition.calls.rules.fields import MOST_CHARACTERS, MOST_CHOICES, MOST_FILES
from competition.i18n import lazy_gettext as _l
from competition.web.fields import attach_error

MEGA = 1_000_000
BLANK_ROWS = 3
LEAST_CHOICES = 2

QUESTION = Wording(lambda language: _l("Question (%(language)s)", language=language), SHORT, asked=True)
HELP = Wording(lambda language: _l("Help (%(language)s)", language=language), PARAGRAPH)


class QuestionForm(WordedForm):
    """What every question has: words, and who must answer or may read it. On its own: yes or no."""

    kind: ClassVar[FieldKind] = FieldKind.yes_no
    version = version_field()
    is_required = BooleanField(_l("An entry cannot be handed in without an answer"))
    is_hidden_from_jury = BooleanField(_l("The jury does not see the answer"))

    def field_options(self) -> FieldOptions:
        """Return what this kind is told."""
        return YesNoOptions()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the question in one language at least."""
        is_good: bool = super().validate(extra_validators)
        if self.texts("label"):
            return is_good
        attach_error(self, f"label_{self.languages[0]}", _l("Write the question in one language at least."))
        return False

    def command(self) -> FieldWords:
        """Return the command."""
        return FieldWords(
            version=self.version.data,
            kind=self.kind,
            label=self.texts("label"),
            help=self.texts("help"),
            is_required=self.is_required.data,
            is_hidden_from_jury=self.is_hidden_from_jury.data,
            options=self.field_options(),
        )


class TextQuestionForm(QuestionForm):
    """A text of at most so many characters."""

    def field_options(self) -> FieldOptions:
        """Return the limit."""
        return TextOptions(self["most"].data)


class ShortTextForm(TextQuestionForm):
    """One line."""

    kind = FieldKind.short_text
    most = IntegerField(_l("Characters at most"), [InputRequired(), NumberRange(1, MOST_CHARACTERS[kind])])


class LongTextForm(TextQuestionForm):
    """Several lines."""

    kind = FieldKind.long_text
    most = IntegerField(_l("Characters at most"), [InputRequired(), NumberRange(1, MOST_CHARACTERS[kind])])


class ChoiceForm(QuestionForm):
    """One of several answers: rows of words, of which empty ones do not count."""

    kind = FieldKind.choice
    rows: ClassVar[int] = 0

    def field_options(self) -> FieldOptions:
        """Return the rows that have words; a new row gets the next free value."""
        known = {self[f"value_{row}"].data for row in range(self.rows)}
        fresh = (f"c{number}" for number in range(1, 2 * MOST_CHOICES + 1) if f"c{number}" not in known)
        written = ((row, self.texts(f"choice_{row}")) for row in range(self.rows))
        return ChoiceOptions(
            tuple(Choice(self[f"value_{row}"].data or next(fresh), label) for row, label in written if label)
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for two answers at least."""
        is_good = super().validate(extra_validators)
        if sum(bool(self.texts(f"choice_{row}")) for row in range(self.rows)) >= LEAST_CHOICES:
            return is_good
        attach_error(self, f"choice_0_{self.languages[0]}", _l("Write two answers at least."))
        return False


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
    FieldKind.choice: ChoiceForm,
    FieldKind.yes_no: QuestionForm,
    FieldKind.files: FilesForm,
}


def question_form(kind: FieldKind, languages: Sequence[str], choices: int = 0, **data: Any) -> QuestionForm:
    """Return the form of a question; one of choices has three rows more than there are `choices`."""
    fields = {**words("label", QUESTION, languages), **words("help", HELP, languages)}
    if kind == FieldKind.choice:
        fields |= _rows(languages, min(choices + BLANK_ROWS, MOST_CHOICES))
    form: QuestionForm = form_with(FORMS[kind], languages, **fields)(**data)
    return form


def question_data(options: FieldOptions) -> dict[str, Any]:
    """Return the options of a question as the data of its form."""
    match options:
        case TextOptions(most):
            return {"most": most}
        case ChoiceOptions(choices):
            return _rows_data(choices)
        case FilesOptions():
            same = ("accept", "least", "most", "min_width", "min_height")
            pixels = options.max_pixels // MEGA if options.max_pixels else None
            sizes = {"max_megabytes": options.max_bytes // MEGA, "max_megapixels": pixels}
            return {name: getattr(options, name) for name in same} | sizes
        case _:
            return {}


def _rows(languages: Sequence[str], rows: int) -> dict[str, Any]:
    fields: dict[str, Any] = {"rows": rows}
    for row in range(rows):
        fields[f"value_{row}"] = HiddenField()
        fields |= words(f"choice_{row}", Wording(partial(_answer, row), SHORT), languages)
    return fields


def _answer(row: int, language: str) -> Any:
    return _l("Answer %(number)s (%(language)s)", number=row + 1, language=language)


def _rows_data(choices: Sequence[Choice]) -> dict[str, str]:
    values = {f"value_{row}": choice.value for row, choice in enumerate(choices)}
    texts = {f"choice_{row}_{code}": text for row, choice in enumerate(choices) for code, text in choice.label.items()}
    return {**values, **texts}

"""What the form of every question has, and the kinds that need little more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from competition.calls.forms.worded import PARAGRAPH, SHORT, WordedForm, Wording, options, version_field
from competition.calls.rules import (
    CountryOptions,
    FieldKind,
    FieldOptions,
    FieldWords,
    ShownIf,
    TextOptions,
    WebAddressOptions,
    YesNoOptions,
)
from competition.calls.rules.fields import MOST_CHARACTERS
from competition.calls.rules.values import read_date
from competition.i18n import lazy_gettext as _l
from competition.web.fields import TextField, attach_error

QUESTION = Wording(lambda language: _l("Question (%(language)s)", language=language), SHORT, asked=True)
HELP = Wording(lambda language: _l("Help (%(language)s)", language=language), PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a question: answers it may hang on, categories and rounds, as (value, words); the zone."""

    earlier: Sequence[tuple[str, Any]] = ()
    categories: Sequence[tuple[str, Any]] = ()
    rounds: Sequence[tuple[str, Any]] = ()
    zone: str = "UTC"


def typed_day(_form: Any, field: Any) -> None:
    """Refuse what is no day."""
    if field.data and read_date(field.data) is None:
        raise ValidationError(_l("This is not a day. Write year, month and day, as in 2027-02-28."))


class QuestionForm(WordedForm):
    """What every question has: words, and who must answer or may read it. On its own: yes or no."""

    kind: ClassVar[FieldKind] = FieldKind.yes_no
    zone: ClassVar[str] = "UTC"
    version = version_field()
    is_required = BooleanField(_l("An entry cannot be handed in without an answer"))
    required_from = TextField(
        _l("Needed from"),
        [typed_day],
        render_kw={"type": "date"},
        description=_l("Until that day it may be left out. Empty: it is needed from the beginning."),
    )
    categories = SelectMultipleField(
        _l("In these categories"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    round = SelectField(_l("Who is asked"), default="")
    is_hidden_from_jury = BooleanField(_l("The jury does not see the answer"))
    shown_if = SelectMultipleField(
        _l("Only if the answer is"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def field_options(self) -> FieldOptions:
        """Return what this kind is told."""
        return YesNoOptions()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the question in one language at least."""
        is_good: bool = super().validate(extra_validators)
        if len({value.partition(":")[0] for value in self.shown_if.data or ()}) > 1:
            attach_error(self, "shown_if", _l("Choose answers of one question only."))
            is_good = False
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
            shown_if=self.condition(),
            required_from=self.begins(),
            categories=tuple(self.categories.data or ()),
            round_id=self.round.data or None,
        )

    def begins(self) -> datetime | None:
        """Return the beginning of the day from which on the question must be answered, in the zone of the call."""
        day = read_date(self.required_from.data or "")
        midnight = datetime.combine(date.fromisoformat(day), time(), ZoneInfo(self.zone)) if day else None
        return midnight.astimezone(UTC) if midnight else None

    def offer(self, around: Around) -> None:
        """Hand in what can be chosen."""
        self.shown_if.choices = options(around.earlier)
        self.categories.choices = options(around.categories)
        self.round.choices = options([("", _l("Every entry")), *around.rounds])

    def condition(self) -> ShownIf | None:
        """Return the condition of what was ticked."""
        ticked = [value.partition(":") for value in self.shown_if.data or ()]
        return ShownIf(ticked[0][0], tuple(answer for _question, _mark, answer in ticked)) if ticked else None


class TextQuestionForm(QuestionForm):
    """A text of at most so many characters."""

    def field_options(self) -> FieldOptions:
        """Return the limit."""
        return TextOptions(self["most"].data, self["most_chinese"].data)


def characters(kind: FieldKind, label: Any, check: Any, description: Any = "") -> IntegerField:
    """Return the field of a limit for texts of this kind."""
    return IntegerField(label, [check, NumberRange(1, MOST_CHARACTERS[kind])], description=description)


CHINESE_HELP = _l("Empty: the same limit. A text counts as Chinese if most of its letters are 汉字.")


class ShortTextForm(TextQuestionForm):
    """One line."""

    kind = FieldKind.short_text
    most = characters(kind, _l("Characters at most"), InputRequired())
    most_chinese = characters(kind, _l("Characters of a Chinese text at most"), Optional(), CHINESE_HELP)


class LongTextForm(TextQuestionForm):
    """Several lines."""

    kind = FieldKind.long_text
    most = characters(kind, _l("Characters at most"), InputRequired())
    most_chinese = characters(kind, _l("Characters of a Chinese text at most"), Optional(), CHINESE_HELP)


class CountryForm(QuestionForm):
    """A country."""

    kind = FieldKind.country

    def field_options(self) -> FieldOptions:
        """Return what this kind is told: nothing."""
        return CountryOptions()


class WebAddressForm(QuestionForm):
    """The address of a page."""

    kind = FieldKind.web_address

    def field_options(self) -> FieldOptions:
        """Return what this kind is told: nothing."""
        return WebAddressOptions()

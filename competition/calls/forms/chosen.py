"""Questions whose answers are chosen from a list: one of them, or several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from wtforms import BooleanField, HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from competition.calls.forms.asked import QuestionForm
from competition.calls.forms.worded import SHORT, Wording, words
from competition.calls.rules import Choice, ChoiceOptions, FieldKind, FieldOptions, SeveralOptions, TeamOptions
from competition.calls.rules.fields import MOST_CHOICES, MOST_PEOPLE
from competition.i18n import lazy_gettext as _l
from competition.web.fields import attach_error

BLANK_ROWS = 3
LEAST_CHOICES = 2


class ChoiceForm(QuestionForm):
    """One of several answers: rows of words, of which empty ones do not count."""

    kind = FieldKind.choice
    rows: ClassVar[int] = 0

    def field_options(self) -> FieldOptions:
        """Return what can be chosen."""
        return ChoiceOptions(self.chosen())

    def chosen(self) -> tuple[Choice, ...]:
        """Return the rows that have words; a new row gets the next free value."""
        known = {self[f"value_{row}"].data for row in range(self.rows)}
        fresh = (f"c{number}" for number in range(1, 2 * MOST_CHOICES + 1) if f"c{number}" not in known)
        written = ((row, self.texts(f"choice_{row}")) for row in range(self.rows))
        return tuple(Choice(self[f"value_{row}"].data or next(fresh), label) for row, label in written if label)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for two answers at least."""
        is_good = super().validate(extra_validators)
        if self.enough(sum(bool(self.texts(f"choice_{row}")) for row in range(self.rows))):
            return is_good
        attach_error(self, f"choice_0_{self.languages[0]}", _l("Write two answers at least."))
        return False

    def enough(self, written: int) -> bool:
        """Tell whether so many answers are a choice."""
        return written >= LEAST_CHOICES


class TeamForm(ChoiceForm):
    """The people who made a work: rows of roles to choose from, or none, and each role is written freely."""

    kind = FieldKind.team
    most = IntegerField(_l("People at most"), [InputRequired(), NumberRange(1, MOST_PEOPLE)])
    asks_country = BooleanField(_l("Ask for each person’s country"))
    asks_school = BooleanField(_l("Ask for each person’s school"))

    def field_options(self) -> FieldOptions:
        """Return the roles, and what else is asked of a person."""
        return TeamOptions(self["most"].data, self.chosen(), self.asks_country.data, self.asks_school.data)

    def enough(self, written: int) -> bool:
        """One role alone is no choice."""
        return written != 1


class SeveralForm(ChoiceForm):
    """Some of several answers."""

    kind = FieldKind.several
    least = IntegerField(_l("Answers at least"), [InputRequired(), NumberRange(1, MOST_CHOICES)])
    most = IntegerField(
        _l("Answers at most"), [Optional(), NumberRange(1, MOST_CHOICES)], description=_l("Empty: all of them.")
    )

    def field_options(self) -> FieldOptions:
        """Return what can be chosen, and how many of it."""
        choices = self.chosen()
        most = self["most"].data
        return SeveralOptions(choices, self["least"].data, len(choices) if most is None else min(most, len(choices)))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for no more answers than there are, and for no more at least than at most."""
        if not super().validate(extra_validators):
            return False
        least, most, there = self["least"].data, self["most"].data, len(self.chosen())
        if least > there:
            attach_error(self, "least", _l("There are fewer answers than this."))
        elif most is not None and most < least:
            attach_error(self, "most", _l("This is less than the number of answers that are needed."))
        return not self.errors


def answer_rows(languages: Sequence[str], rows: int, label: Callable[[int, str], Any]) -> dict[str, Any]:
    """Return the fields of so many answers to choose from; `label` names one by its number and language."""
    fields: dict[str, Any] = {"rows": rows}
    for row in range(rows):
        fields[f"value_{row}"] = HiddenField()
        fields |= words(f"choice_{row}", Wording(partial(label, row), SHORT), languages)
    return fields


def answer_label(row: int, language: str) -> Any:
    """Return what an answer to choose from is called."""
    return _l("Answer %(number)s (%(language)s)", number=row + 1, language=language)


def role_label(row: int, language: str) -> Any:
    """Return what a role to choose from is called."""
    return _l("Role %(number)s (%(language)s)", number=row + 1, language=language)


def chosen_data(told: ChoiceOptions | SeveralOptions | TeamOptions) -> dict[str, Any]:
    """Return the options as the data of their form."""
    choices = told.roles if isinstance(told, TeamOptions) else told.choices
    values = {f"value_{row}": choice.value for row, choice in enumerate(choices)}
    texts = {f"choice_{row}_{code}": text for row, choice in enumerate(choices) for code, text in choice.label.items()}
    if isinstance(told, ChoiceOptions):
        return {**values, **texts}
    if isinstance(told, TeamOptions):
        more = {"most": told.most, "asks_country": told.asks_country, "asks_school": told.asks_school}
        return {**values, **texts, **more}
    return {**values, **texts, "least": told.least, "most": told.most if told.most < len(choices) else None}

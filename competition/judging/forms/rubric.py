"""The rubric as one form: its head, and one form for each criterion, whose number and steps the person changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import BooleanField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

from competition.calls.forms.worded import WordedForm, Wording, form_with, needed, options, version_field, words
from competition.i18n import Texts
from competition.i18n import lazy_gettext as _l
from competition.judging import labels
from competition.judging.forms.kinds import HowForm
from competition.judging.rules.kinds import RoundHow
from competition.judging.rules.rubric import (
    MOST_CRITERIA,
    MOST_HELP,
    MOST_NAME,
    MOST_POINTS,
    MOST_STEP,
    MOST_STEPS,
    MOST_WEIGHT,
    CommentRule,
    CriterionDraft,
    RubricCommand,
    is_scale,
)
from competition.web.fields import FacetForm, attach_error

NAME = Wording(lambda language: _l("Name (%(language)s)", language=language), MOST_NAME, asked=True)
HELP = Wording(lambda language: _l("What it asks (%(language)s)", language=language), MOST_HELP)
NEW: dict[str, Any] = {"weight": 1, "lowest": 1, "highest": 5}


class HeadForm(FacetForm):
    """What holds for the whole round."""

    version = version_field()
    is_blind = BooleanField(_l("The jury judges blind: it sees codes, no names"))
    comments = RadioField(
        _l("Comments"),
        [needed(_l("Choose one."))],
        choices=options(labels.COMMENT_RULES.items()),
    )


class CriterionForm(WordedForm):
    """One criterion; `points` are those of its scale, each with a descriptor in each language."""

    points: ClassVar[tuple[int, ...]] = ()
    weight = IntegerField(_l("Weight"), [InputRequired(), NumberRange(1, MOST_WEIGHT)])
    lowest = IntegerField(_l("Lowest mark"), [InputRequired(), NumberRange(0, MOST_POINTS)])
    highest = IntegerField(_l("Highest mark"), [InputRequired(), NumberRange(1, MOST_POINTS)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a name in one language at least, and for a scale of 2 to 11 steps."""
        is_good: bool = super().validate(extra_validators)
        if not self.texts("name"):
            attach_error(self, f"name_{self.languages[0]}", _l("Write the name in one language at least."))
        if is_good and not is_scale(self.lowest.data, self.highest.data):
            attach_error(self, "highest", _l("A scale has from 2 to %(most)s steps.", most=MOST_STEPS))
        return not self.errors

    def descriptor(self, point: int) -> Texts:
        """Return what was written for one step."""
        return self.texts(f"step_{point}")

    def draft(self) -> CriterionDraft:
        """Return the criterion as written; steps without a word in any language are no steps at all."""
        steps = tuple(self.descriptor(point) for point in self.points)
        return CriterionDraft(
            name=self.texts("name"),
            help=self.texts("help"),
            weight=self.weight.data,
            lowest=self.lowest.data,
            highest=self.highest.data,
            steps=steps if any(steps) else (),
        )


@dataclass
class RubricForms:
    """The head and the criteria, as stored, as sent, or as sent and then rearranged."""

    head: HeadForm
    how: HowForm
    criteria: list[CriterionForm]

    @classmethod
    def stored(
        cls, languages: Sequence[str], head: Mapping[str, Any], how: RoundHow, criteria: Sequence[Any]
    ) -> RubricForms:
        """Return the forms of a stored rubric; an empty one begins with one criterion."""
        rows = [_data_of(criterion) for criterion in criteria] or [dict(NEW)]
        return cls(HeadForm(formdata=None, data=head), HowForm.of(how), _fresh(languages, rows))

    @classmethod
    def sent(cls, languages: Sequence[str], given: Any) -> RubricForms:
        """Return the forms that a person sent."""
        count = min(max(_number(given.get("count"), 0), 0), MOST_CRITERIA)
        criteria = [_criterion_form(languages, number, given) for number in range(count)]
        return cls(HeadForm(given), HowForm(given), criteria)

    def rearranged(self, act: str, languages: Sequence[str]) -> RubricForms:
        """Return the same words after `add`, `remove-2`, `up-2`, `down-2`; `steps` only lays the steps out anew."""
        rows = [form.data for form in self.criteria]
        verb, _dash, place = act.partition("-")
        here = _number(place, -1)
        if verb == "add" and len(rows) < MOST_CRITERIA:
            rows.append(dict(NEW))
        elif verb == "remove" and 0 <= here < len(rows):
            rows.pop(here)
        elif verb in {"up", "down"} and 0 <= here < len(rows):
            rows.insert(max(0, here + (1 if verb == "down" else -1)), rows.pop(here))
        head, how = HeadForm(formdata=None, data=self.head.data), HowForm(formdata=None, data=self.how.data)
        return RubricForms(head, how, _fresh(languages, rows))

    def validate(self) -> bool:
        """Check every form that counts, so that all errors show at once."""
        heads = [self.head.validate(), self.how.validate()]
        return all([*heads, *(form.validate() for form in self.criteria if self.how.has_criteria)])

    def command(self) -> RubricCommand:
        """Return the command."""
        return RubricCommand(
            version=self.head.version.data,
            is_blind=self.head.is_blind.data,
            comments=CommentRule(self.head.comments.data),
            criteria=tuple(form.draft() for form in self.criteria) if self.how.has_criteria else (),
            how=self.how.how(),
        )

    @property
    def errors(self) -> bool:
        """Tell whether anything is wrong."""
        return bool(self.head.errors or self.how.errors or any(form.errors for form in self.criteria))


def _fresh(languages: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[CriterionForm]:
    return [_criterion_form(languages, number, None, row) for number, row in enumerate(rows)]


def _criterion_form(
    languages: Sequence[str], number: int, given: Any, data: Mapping[str, Any] | None = None
) -> CriterionForm:
    """Return the form of the criterion at `number`; the scale it was given decides how many steps it asks for."""
    prefix = f"c{number}-"
    source: Any = data or {}
    ends = [source.get(name) if given is None else given.get(prefix + name) for name in ("lowest", "highest")]
    points = _points(*(_number(end, -1) for end in ends))
    fields: dict[str, Any] = {"points": points}
    fields |= words("name", NAME, languages) | words("help", HELP, languages)
    for point in points:
        fields |= _step_words(point, languages)
    made = form_with(CriterionForm, languages, **fields)
    form: CriterionForm = made(given, data=data, prefix=prefix, meta={"csrf": False})
    return form


def _step_words(point: int, languages: Sequence[str]) -> dict[str, Any]:
    def label(language: str) -> Any:
        return _l("Mark %(point)s in words (%(language)s)", point=point, language=language)

    return words(f"step_{point}", Wording(label, MOST_STEP), languages)


def _points(lowest: int, highest: int) -> tuple[int, ...]:
    return tuple(range(lowest, highest + 1)) if is_scale(lowest, highest) else ()


def _data_of(criterion: Any) -> dict[str, Any]:
    texts = {"name": criterion.name, "help": criterion.help}
    texts |= {f"step_{criterion.lowest + place}": step for place, step in enumerate(criterion.steps)}
    flat = {f"{name}_{code}": text for name, by_code in texts.items() for code, text in by_code.items()}
    return {**flat, "weight": criterion.weight, "lowest": criterion.lowest, "highest": criterion.highest}


def _number(value: Any, otherwise: int) -> int:
    text = str(value) if value is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise

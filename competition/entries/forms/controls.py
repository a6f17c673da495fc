"""One control for each kind of question: how its answer is shown to a reader, and read back from what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field, Form, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from competition.calls import labels
from competition.calls.rules import (
    ChoiceOptions,
    CountryOptions,
    DimensionsOptions,
    FieldKind,
    FieldOptions,
    RowsOptions,
    SeveralOptions,
    TextOptions,
    Unit,
)
from competition.calls.rules.lists import parts_of
from competition.calls.rules.values import (
    SIDES,
    as_typed,
    is_date,
    is_number,
    read_address,
    read_date,
    read_number,
    typed_in,
)
from competition.entries.forms.marks import Mark
from competition.entries.forms.rows import row_controls, row_data, rows_in
from competition.i18n import decimal_mark, decimal_words, lazy_pgettext, pick
from competition.i18n import lazy_gettext as _l
from competition.web.fields import LongTextField, TextField

MOST_RADIOS = 7
DIMENSIONS = {
    "height": _l("Height"),
    "width": _l("Width"),
    "depth": _l("Depth"),
    "weight": lazy_pgettext("mass", "Weight"),
}
PREFIX = "answer-"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the form asks it, in the reader's language."""

    id: str
    kind: FieldKind
    label: str
    help: str
    is_required: bool
    options: FieldOptions
    needed_from: str = ""


class DayInput(TextInput):
    """The browser's calendar; what is no day stays to be read as it was typed."""

    def __call__(self, field: Any, **given: Any) -> Any:
        """Return the control."""
        text = field._value()  # noqa: SLF001  # It is how a widget of WTForms learns what to show.
        return super().__call__(field, **{**given, "type": "date" if not text or is_date(text) else "text"})


def names_of(one: Asked) -> tuple[str, ...]:
    """Return the names of a question's controls."""
    if isinstance(one.options, DimensionsOptions):
        return tuple(f"{PREFIX}{one.id}-{part}" for part in dimension_parts(one.options))
    return (PREFIX + one.id,)


def dimension_parts(options: DimensionsOptions) -> tuple[str, ...]:
    """Return the parts of dimensions that are asked for."""
    return SIDES if options.weight == Unit.none else (*SIDES, "weight")


def controls(one: Asked, rows: Sequence[int] = ()) -> dict[str, Field]:
    """Return the controls of a question, by name; a list has one set of them for each of its `rows`."""
    if isinstance(one.options, RowsOptions):
        return row_controls(PREFIX + one.id, one.options, rows)
    if not isinstance(one.options, DimensionsOptions):
        return {PREFIX + one.id: control(one)}
    needed = {part: one.is_required and (part in SIDES[:2] or one.options.needs_depth) for part in SIDES}
    number = {"inputmode": "decimal", "autocomplete": "off"}
    return {
        name: TextField(DIMENSIONS[part], [Mark(required=needed.get(part, False))], render_kw=number)
        for name, part in zip(names_of(one), dimension_parts(one.options), strict=True)
    }


def data_of(one: Asked, value: Any) -> dict[str, str | list[str]]:
    """Return a stored answer as the data of its controls."""
    if isinstance(one.options, RowsOptions):
        return dict(row_data(PREFIX + one.id, value))
    if not isinstance(one.options, DimensionsOptions):
        return {PREFIX + one.id: shown(one, value)}
    parts = value if isinstance(value, dict) else {}
    return {f"{PREFIX}{one.id}-{part}": _shown_number(given) for part, given in parts.items()}


def answer_in(one: Asked, form: Form, rows: Sequence[int] = (), dropped: str = "") -> Any:
    """Return what is stored of what a form holds; of a list without the row that is `dropped`."""
    if isinstance(one.options, RowsOptions):
        kept = [row for row in rows if f"{PREFIX}{one.id}-{row}" != dropped]
        return rows_in(PREFIX + one.id, parts_of(one.options), form, kept)
    typed = [form[name].data for name in names_of(one)]
    if not isinstance(one.options, DimensionsOptions):
        return read(one, typed[0])
    pairs = zip(dimension_parts(one.options), typed, strict=True)
    return {part: read_number(text, decimal_mark()) or as_typed(text) for part, text in pairs if text}


def worded(asked: Sequence[Asked]) -> list[Asked]:
    """Return the questions that are answered in words, not by files."""
    return [one for one in asked if one.kind != FieldKind.files]


def control(one: Asked) -> Field:
    """Return the control of a question. It refuses nothing but what cannot be stored."""
    marks: dict[str, Any] = {"required": True} if one.is_required else {}
    match one.options:
        case TextOptions(most, most_chinese):
            marks |= {"counted": most, "chinese": most_chinese}
            kind = LongTextField if one.kind == FieldKind.long_text else TextField
            return kind(one.label, [Mark(**marks)], description=one.help)
        case ChoiceOptions(choices=choices):
            return _one_of(one, [(choice.value, str(pick(choice.label))) for choice in choices], marks)
        case SeveralOptions():
            return _some_of(one, one.options, marks)
        case CountryOptions():
            return _listed(one, labels.country_names(), marks)
        case _:
            return _written(one, marks)


def _written(one: Asked, marks: dict[str, Any]) -> Field:
    told = {"description": one.help}
    if one.kind == FieldKind.number:
        return TextField(one.label, [Mark(**marks)], render_kw={"inputmode": "decimal"}, **told)
    if one.kind == FieldKind.date:
        return TextField(one.label, [Mark(**marks)], widget=DayInput(), **told)
    if one.kind == FieldKind.web_address:
        return TextField(one.label, [Mark(**marks)], render_kw={"type": "url", "inputmode": "url"}, **told)
    return _one_of(one, [("yes", _l("Yes")), ("no", _l("No"))], marks)


def _one_of(one: Asked, pairs: Sequence[tuple[str, Any]], marks: dict[str, Any]) -> Field:
    if len(pairs) > MOST_RADIOS:
        return _listed(one, pairs, marks)
    told = {"description": one.help, "validate_choice": False}
    return RadioField(one.label, [Mark(**marks)], choices=offered(pairs), **told)


def _listed(one: Asked, pairs: Sequence[tuple[str, Any]], marks: dict[str, Any]) -> Field:
    told = {"description": one.help, "validate_choice": False}
    return SelectField(one.label, [Mark(**marks)], choices=offered([("", _l("Choose one")), *pairs]), **told)


def _some_of(one: Asked, options: SeveralOptions, marks: dict[str, Any]) -> Field:
    return SelectMultipleField(
        one.label,
        [Mark(**marks)],
        description=one.help,
        choices=offered([(choice.value, str(pick(choice.label))) for choice in options.choices]),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def offered(pairs: Sequence[tuple[str, Any]]) -> list[SelectChoice]:
    """Return what can be chosen, from values and their words."""
    return [SelectChoice(value, words) for value, words in pairs]


def shown(one: Asked, value: Any) -> str | list[str]:
    """Return a stored answer as its control shows it in the reader's language."""
    typed = typed_in(value)
    if typed is not None:
        return typed
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return [str(chosen) for chosen in value]
    return _shown_number(value) if one.kind == FieldKind.number else str(value)


def _shown_number(value: Any) -> str:
    return decimal_words(value, grouped=False) if is_number(value) else typed_in(value) or str(value)


def read(one: Asked, data: Any) -> Any:
    """Return what is stored of an answer; what cannot be read stays as it was typed."""
    if not data:
        return None
    if one.kind in _READERS:
        return _READERS[one.kind](data) or as_typed(data)
    if one.kind == FieldKind.yes_no:
        return {"yes": True, "no": False}.get(data)
    return list(dict.fromkeys(data)) if one.kind == FieldKind.several else data


_READERS: dict[FieldKind, Callable[[str], str | None]] = {
    FieldKind.number: lambda text: read_number(text, decimal_mark()),
    FieldKind.date: read_date,
    FieldKind.web_address: read_address,
}

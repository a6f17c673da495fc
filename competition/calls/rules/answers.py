"""When the answer to a question of the entry form is good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from competition.calls.rules.characters import length, most_of
from competition.calls.rules.faults import AnswerFault
from competition.calls.rules.fields import (
    ChoiceOptions,
    CountryOptions,
    DateOptions,
    DimensionsOptions,
    FieldKind,
    FieldOptions,
    MaterialsOptions,
    NumberOptions,
    SeveralOptions,
    TeamOptions,
    TextOptions,
    Unit,
    WebAddressOptions,
    YesNoOptions,
)
from competition.calls.rules.files import FilesOptions
from competition.calls.rules.lists import fault_in
from competition.calls.rules.options import options_of
from competition.calls.rules.values import COUNTRIES, SIDES, is_address, is_date, is_number, typed_in


class Question(Protocol):
    """What `check_answer` needs to know of an `EntryField`."""

    kind: Any
    options: Any
    is_required: Any


def is_needed_at(field: Any, at: datetime | None) -> bool:
    """Tell whether a question must be answered at an instant: it may be required from a day on only."""
    begins: datetime | None = getattr(field, "required_from", None)
    return bool(field.is_required) and (begins is None or at is None or at >= begins)


def is_empty(value: Any) -> bool:
    """Tell whether nothing is given."""
    return value is None or value == "" or (isinstance(value, Sequence | dict) and not value)


def check_answer(field: Question, value: Any, *, is_needed: bool | None = None) -> AnswerFault | None:
    """Return why an answer cannot be handed in, or None if it can.

    `value` is what is stored (see `values`), or the files that were given (any sequence: their number counts here,
    each file is judged by entries). Nothing given is a fault only where the question is required, or as `is_needed`
    says: a draft that is being written may overlook `missing` and `too_few_files`.
    """
    if is_empty(value):
        return AnswerFault.missing if (field.is_required if is_needed is None else is_needed) else None
    return _check(options_of(FieldKind(field.kind), field.options), value)


def _check(options: FieldOptions, value: Any) -> AnswerFault | None:
    match options:
        case YesNoOptions():
            return None if isinstance(value, bool) else AnswerFault.wrong_kind
        case FilesOptions():
            return _check_files(options, value)
        case SeveralOptions():
            return _check_several(options, value)
        case TextOptions() | ChoiceOptions() | CountryOptions():
            return _check_words(options, value)
        case DimensionsOptions() | MaterialsOptions() | TeamOptions():
            return _check_parts(options, value)
        case _:
            return _check_read(options, value)


def _check_words(options: TextOptions | ChoiceOptions | CountryOptions, value: Any) -> AnswerFault | None:
    if not isinstance(value, str):
        return AnswerFault.wrong_kind
    if isinstance(options, TextOptions):
        return AnswerFault.too_long if length(value) > most_of(options, value) else None
    known = {choice.value for choice in options.choices} if isinstance(options, ChoiceOptions) else COUNTRIES
    return None if value in known else AnswerFault.unknown_choice


def _check_several(options: SeveralOptions, value: Any) -> AnswerFault | None:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value) or len(set(value)) < len(value):
        return AnswerFault.wrong_kind
    if not set(value) <= {choice.value for choice in options.choices}:
        return AnswerFault.unknown_choice
    if len(value) < options.least:
        return AnswerFault.too_few_choices
    return AnswerFault.too_many_choices if len(value) > options.most else None


def _check_read(options: NumberOptions | DateOptions | WebAddressOptions, value: Any) -> AnswerFault | None:
    """Check what is typed as text and read: what could not be read is of no kind that is taken."""
    if not isinstance(value, str) and typed_in(value) is None:
        return AnswerFault.wrong_kind
    match options:
        case NumberOptions():
            return check_number(options, value)
        case DateOptions(least, most):
            if not is_date(value):
                return AnswerFault.not_a_date
            if least is not None and value < least:
                return AnswerFault.too_early
            return AnswerFault.too_late if most is not None and value > most else None
        case _:
            return None if is_address(value) else AnswerFault.not_an_address


def check_number(options: NumberOptions, value: Any) -> AnswerFault | None:
    """Return why a value is not a number that is taken."""
    if not is_number(value):
        return AnswerFault.not_a_number
    if len(value.partition(".")[2]) > options.decimals:
        return AnswerFault.too_precise
    if options.least is not None and Decimal(value) < Decimal(options.least):
        return AnswerFault.too_small
    return AnswerFault.too_large if options.most is not None and Decimal(value) > Decimal(options.most) else None


def _check_parts(options: DimensionsOptions | MaterialsOptions | TeamOptions, value: Any) -> AnswerFault | None:
    if isinstance(options, DimensionsOptions):
        return _check_dimensions(options, value)
    found = fault_in(options, value)
    return found.fault if found else None


def _check_dimensions(options: DimensionsOptions, value: Any) -> AnswerFault | None:
    parts = {*SIDES, "weight"} if options.weight != Unit.none else set(SIDES)
    if not isinstance(value, dict) or not set(value) <= parts:
        return AnswerFault.wrong_kind
    if not all(is_number(one) for one in value.values()):
        return AnswerFault.not_a_number
    if any(Decimal(one) <= 0 for one in value.values()):
        return AnswerFault.not_positive
    needed = set(SIDES) if options.needs_depth else {"height", "width"}
    return None if needed <= set(value) else AnswerFault.incomplete


def _check_files(options: FilesOptions, value: Any) -> AnswerFault | None:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return AnswerFault.wrong_kind
    if len(value) < options.least:
        return AnswerFault.too_few_files
    return AnswerFault.too_many_files if len(value) > options.most else None

"""When a question that is changed still takes what was answered, and when it is another question.

A question of another shape is asked anew; the one before is frozen as it was, with the answers that it had.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from competition.calls.rules.conditions import categories_of, condition_of
from competition.calls.rules.fields import (
    Choice,
    ChoiceOptions,
    DateOptions,
    FieldKind,
    FieldOptions,
    MaterialsOptions,
    NumberOptions,
    SeveralOptions,
    TeamOptions,
    TextOptions,
)
from competition.calls.rules.files import FilesOptions, takes_files_of
from competition.calls.rules.options import options_of


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides upon the answers to a question: everything of it but its words."""

    kind: FieldKind
    is_hidden_from_jury: bool
    round_id: str | None
    options: Mapping[str, Any]


def as_stored(options: FieldOptions) -> dict[str, Any]:
    """Return options as the column keeps them; `options_of` reads them back equal."""
    stored = asdict(options)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in stored.items()}


def has_same_shape(one: FieldOptions, other: FieldOptions) -> bool:
    """Tell whether two options take the same answers: they may differ in the words of their choices only."""
    return _without_words(one) == _without_words(other)


def _without_words(options: FieldOptions) -> FieldOptions:
    match options:
        case ChoiceOptions() | SeveralOptions():
            return replace(options, choices=_values(options.choices))
        case TeamOptions():
            return replace(options, roles=_values(options.roles))
        case _:
            return options


def _values(choices: Collection[Choice]) -> tuple[Choice, ...]:
    return tuple(Choice(choice.value, {}) for choice in choices)


def is_same_question(before: Shape, after: Shape) -> bool:
    """Tell whether each answer that was given before is one after the change, to the same readers.

    A limit may grow, a choice may be added, a condition may fall, the jury may see less. Anything narrower is another
    question: who answered the former one answered that one.
    """
    if before.kind != after.kind or before.round_id != after.round_id:
        return False
    if before.is_hidden_from_jury and not after.is_hidden_from_jury:
        return False
    if condition_of(after.options) not in {None, condition_of(before.options)}:
        return False
    there, here = categories_of(before.options), categories_of(after.options)
    if here and not (there and set(there) <= set(here)):
        return False
    return still_takes(options_of(before.kind, before.options), options_of(after.kind, after.options))


def still_takes(before: FieldOptions, after: FieldOptions) -> bool:
    """Tell whether options take each answer that those before took."""
    if has_same_shape(before, after):
        return True
    if type(before) is not type(after):
        return False
    rule = next((rule for kind, rule in _WIDER.items() if isinstance(before, kind)), None)
    return rule is not None and bool(rule(before, after))


def _takes_text(before: TextOptions, after: TextOptions) -> bool:
    return before.most <= after.most and _most_chinese(before) <= _most_chinese(after)


def _most_chinese(options: TextOptions) -> int:
    return options.most if options.most_chinese is None else options.most_chinese


def _takes_number(before: NumberOptions, after: NumberOptions) -> bool:
    return before.unit == after.unit and before.decimals <= after.decimals and _is_wider(before, after, Decimal)


def _takes_day(before: DateOptions, after: DateOptions) -> bool:
    return _is_wider(before, after, str)


def _is_wider(before: Any, after: Any, read: Callable[[Any], Any]) -> bool:
    low = after.least is None or (before.least is not None and read(after.least) <= read(before.least))
    return low and (after.most is None or (before.most is not None and read(before.most) <= read(after.most)))


def _takes_choice(before: ChoiceOptions, after: ChoiceOptions) -> bool:
    return _known(before.choices) <= _known(after.choices)


def _takes_several(before: SeveralOptions, after: SeveralOptions) -> bool:
    is_more = after.least <= before.least and before.most <= after.most
    return is_more and _known(before.choices) <= _known(after.choices)


def _takes_people(before: TeamOptions, after: TeamOptions) -> bool:
    """A role that is written freely is none of a list, and one out of a list has no words without it."""
    is_less = (before.asks_country and not after.asks_country) or (before.asks_school and not after.asks_school)
    is_alike = bool(before.roles) == bool(after.roles) and _known(before.roles) <= _known(after.roles)
    return is_alike and not is_less and before.most <= after.most


def _known(choices: Collection[Choice]) -> set[str]:
    return {choice.value for choice in choices}


_WIDER: dict[type[Any], Callable[[Any, Any], bool]] = {
    TextOptions: _takes_text,
    NumberOptions: _takes_number,
    DateOptions: _takes_day,
    ChoiceOptions: _takes_choice,
    SeveralOptions: _takes_several,
    MaterialsOptions: lambda before, after: bool(before.most <= after.most),
    TeamOptions: _takes_people,
    FilesOptions: takes_files_of,
}

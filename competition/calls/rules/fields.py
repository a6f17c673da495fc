"""The questions of an entry form: the kinds there are, and what each may be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from competition.calls.rules.refusals import BadOptions


class FieldKind(StrEnum):
    """What an entry form may ask."""

    short_text = "short_text"
    long_text = "long_text"
    choice = "choice"
    yes_no = "yes_no"
    files = "files"


MOST_CHARACTERS = {FieldKind.short_text: 500, FieldKind.long_text: 20_000}
USUAL_CHARACTERS = {FieldKind.short_text: 120, FieldKind.long_text: 1500}
MOST_CHOICES = 50
MOST_FILES = 50
MOST_BYTES = 5_000_000_000
MOST_SIDE = 100_000
MOST_PIXELS = 1_000_000_000
MEDIA_TYPES = (
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/tiff",
    "application/pdf",
    "video/mp4",
    "video/quicktime",
)


@dataclass(frozen=True, slots=True)
class TextOptions:
    """At most so many characters, as `length` counts them."""

    most: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from. `value` is stored with entries, `label` may be reworded."""

    value: str
    label: dict[str, str]


@dataclass(frozen=True, slots=True)
class ChoiceOptions:
    """One of these."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class YesNoOptions:
    """Nothing is to be told about yes or no."""


@dataclass(frozen=True, slots=True)
class FilesOptions:
    """Which files, how many, how large. Sides and pixels bind pictures only."""

    accept: tuple[str, ...]
    least: int
    most: int
    max_bytes: int
    min_width: int | None = None
    min_height: int | None = None
    max_pixels: int | None = None


FieldOptions = TextOptions | ChoiceOptions | YesNoOptions | FilesOptions


def options_of(kind: FieldKind, stored: Mapping[str, Any]) -> FieldOptions:
    """Return the options of a question from what is stored; raise `BadOptions(at=…)` where they cannot be."""
    if kind == FieldKind.files:
        return _files(stored)
    if kind == FieldKind.choice:
        return _choices(stored)
    if kind == FieldKind.yes_no:
        return YesNoOptions()
    return TextOptions(_number(stored, "most", 1, MOST_CHARACTERS[kind], USUAL_CHARACTERS[kind]))


def as_stored(options: FieldOptions) -> dict[str, Any]:
    """Return options as the column keeps them; `options_of` reads them back equal."""
    stored = asdict(options)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in stored.items()}


def has_same_shape(one: FieldOptions, other: FieldOptions) -> bool:
    """Tell whether two options take the same answers: they may differ in the words of their choices only."""
    if isinstance(one, ChoiceOptions) and isinstance(other, ChoiceOptions):
        return [choice.value for choice in one.choices] == [choice.value for choice in other.choices]
    return one == other


def _files(stored: Mapping[str, Any]) -> FilesOptions:
    accept = tuple(stored.get("accept") or ())
    if not accept or not set(accept) <= set(MEDIA_TYPES):
        raise BadOptions(at="accept")
    least = _number(stored, "least", 0, MOST_FILES, 1)
    return FilesOptions(
        accept=accept,
        least=least,
        most=_number(stored, "most", max(least, 1), MOST_FILES, max(least, 1)),
        max_bytes=_number(stored, "max_bytes", 1, MOST_BYTES, None),
        min_width=_optional(stored, "min_width", MOST_SIDE),
        min_height=_optional(stored, "min_height", MOST_SIDE),
        max_pixels=_optional(stored, "max_pixels", MOST_PIXELS),
    )


def _choices(stored: Mapping[str, Any]) -> ChoiceOptions:
    given = [Choice(str(one.get("value", "")), dict(one.get("label") or {})) for one in stored.get("choices") or ()]
    values = [choice.value for choice in given]
    if not 2 <= len(given) <= MOST_CHOICES or len(set(values)) != len(values) or not all(values):
        raise BadOptions(at="choices")
    if not all(any(choice.label.values()) for choice in given):
        raise BadOptions(at="choices")
    return ChoiceOptions(tuple(given))


def _number(stored: Mapping[str, Any], name: str, least: int, most: int, usual: int | None) -> int:
    value = stored.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadOptions(at=name)
    return value


def _optional(stored: Mapping[str, Any], name: str, most: int) -> int | None:
    return None if stored.get(name) is None else _number(stored, name, 1, most, None)

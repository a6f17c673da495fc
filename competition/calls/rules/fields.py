"""The questions of an entry form: the kinds there are, and what each may be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from competition.calls.rules.files import FilesOptions


class FieldKind(StrEnum):
    """What an entry form may ask."""

    short_text = "short_text"
    long_text = "long_text"
    number = "number"
    dimensions = "dimensions"
    materials = "materials"
    team = "team"
    date = "date"
    choice = "choice"
    several = "several"
    yes_no = "yes_no"
    country = "country"
    web_address = "web_address"
    files = "files"


class Unit(StrEnum):
    """What a number counts."""

    none = "none"
    ct = "ct"
    g = "g"
    kg = "kg"
    mm = "mm"
    cm = "cm"
    m = "m"


MOST_CHARACTERS = {FieldKind.short_text: 500, FieldKind.long_text: 20_000}
USUAL_CHARACTERS = {FieldKind.short_text: 120, FieldKind.long_text: 1500}
MOST_CHOICES = 50
MOST_MATERIALS = 30
MOST_PEOPLE = 30
MOST_DECIMALS = 6
LENGTHS = (Unit.mm, Unit.cm, Unit.m)
WEIGHTS = (Unit.none, Unit.ct, Unit.g, Unit.kg)
USUAL_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class TextOptions:
    """At most so many characters, as `length` counts them; of a Chinese text, `most_chinese`, where that is stated."""

    most: int
    most_chinese: int | None = None


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
class SeveralOptions:
    """From `least` to `most` of these."""

    choices: tuple[Choice, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class NumberOptions:
    """A number of so many decimals; its bounds are kept as `values.is_number` has them."""

    unit: Unit
    decimals: int
    least: str | None = None
    most: str | None = None


@dataclass(frozen=True, slots=True)
class DimensionsOptions:
    """Height × width × depth in one unit of length, and a weight, if there is a unit for it."""

    unit: Unit
    needs_depth: bool = False
    weight: Unit = Unit.none


@dataclass(frozen=True, slots=True)
class MaterialsOptions:
    """At most so many materials (see `materials`)."""

    most: int = MOST_MATERIALS


@dataclass(frozen=True, slots=True)
class TeamOptions:
    """At most so many people (see `team`), in these roles; without a list each role is written freely."""

    most: int = MOST_PEOPLE
    roles: tuple[Choice, ...] = ()
    asks_country: bool = False
    asks_school: bool = False


@dataclass(frozen=True, slots=True)
class DateOptions:
    """A day, from `least` to `most`, as 2027-02-28."""

    least: str | None = None
    most: str | None = None


@dataclass(frozen=True, slots=True)
class YesNoOptions:
    """Nothing is to be told about yes or no."""


@dataclass(frozen=True, slots=True)
class CountryOptions:
    """Nothing is to be told about countries."""


@dataclass(frozen=True, slots=True)
class WebAddressOptions:
    """Nothing is to be told about web addresses."""


FieldOptions = (
    TextOptions
    | NumberOptions
    | DimensionsOptions
    | MaterialsOptions
    | TeamOptions
    | DateOptions
    | ChoiceOptions
    | SeveralOptions
    | YesNoOptions
    | CountryOptions
    | WebAddressOptions
    | FilesOptions
)

# What is answered in rows (see `lists`).
RowsOptions = MaterialsOptions | TeamOptions

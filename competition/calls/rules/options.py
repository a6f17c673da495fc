"""Reading the options of a question back from what is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from competition.calls.rules.fields import (
    LENGTHS,
    MOST_CHARACTERS,
    MOST_CHOICES,
    MOST_DECIMALS,
    MOST_MATERIALS,
    MOST_PEOPLE,
    USUAL_CHARACTERS,
    USUAL_DECIMALS,
    WEIGHTS,
    Choice,
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
from competition.calls.rules.files import (
    MEDIA_TYPES,
    MOST_BYTES,
    MOST_FILES,
    MOST_PAGES,
    MOST_PIXELS,
    MOST_SECONDS,
    MOST_SIDE,
    MOST_TEXTURE,
    MOST_TRIANGLES,
    Codec,
    ColourSpace,
    FilesOptions,
    is_ratio,
    ratio_of,
)
from competition.calls.rules.refusals import BadOptions
from competition.calls.rules.values import is_date, is_number

_Known = TypeVar("_Known", bound=StrEnum)


def options_of(kind: FieldKind, stored: Mapping[str, Any]) -> FieldOptions:
    """Return the options of a question from what is stored; raise `BadOptions(at=…)` where they cannot be."""
    read = _READERS.get(kind)
    if read:
        return read(stored)
    most = _number(stored, "most", 1, MOST_CHARACTERS[kind], USUAL_CHARACTERS[kind])
    return TextOptions(most, _optional(stored, "most_chinese", MOST_CHARACTERS[kind]))


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
        **_ratios(stored),
        colours=_some_of(stored, "colours", ColourSpace),
        max_pages=_optional(stored, "max_pages", MOST_PAGES),
        **_seconds(stored),
        codecs=_some_of(stored, "codecs", Codec),
        max_triangles=_optional(stored, "max_triangles", MOST_TRIANGLES),
        max_texture=_optional(stored, "max_texture", MOST_TEXTURE),
    )


def _ratios(stored: Mapping[str, Any]) -> dict[str, Any]:
    least, most = (_bound(stored, name, is_ratio) for name in ("min_ratio", "max_ratio"))
    if least is not None and most is not None and ratio_of(least) > ratio_of(most):
        raise BadOptions(at="max_ratio")
    return {"min_ratio": least, "max_ratio": most}


def _seconds(stored: Mapping[str, Any]) -> dict[str, Any]:
    least, most = (_optional(stored, name, MOST_SECONDS) for name in ("min_seconds", "max_seconds"))
    if least is not None and most is not None and least > most:
        raise BadOptions(at="max_seconds")
    return {"min_seconds": least, "max_seconds": most}


def _some_of(stored: Mapping[str, Any], name: str, known: type[_Known]) -> tuple[_Known, ...]:
    given = stored.get(name) or ()
    if not set(given) <= set(known):
        raise BadOptions(at=name)
    return tuple(one for one in known if one in given)


def _choice(stored: Mapping[str, Any]) -> ChoiceOptions:
    return ChoiceOptions(_choices(stored))


def _several(stored: Mapping[str, Any]) -> SeveralOptions:
    choices = _choices(stored)
    least = _number(stored, "least", 1, len(choices), 1)
    return SeveralOptions(choices, least, _number(stored, "most", least, len(choices), len(choices)))


def _team(stored: Mapping[str, Any]) -> TeamOptions:
    return TeamOptions(
        most=_number(stored, "most", 1, MOST_PEOPLE, MOST_PEOPLE),
        roles=_choices({"choices": stored["roles"]}) if stored.get("roles") else (),
        asks_country=bool(stored.get("asks_country")),
        asks_school=bool(stored.get("asks_school")),
    )


def _measure(stored: Mapping[str, Any]) -> NumberOptions:
    if stored.get("unit", Unit.none) not in set(Unit):
        raise BadOptions(at="unit")
    least, most = (_bound(stored, name, is_number) for name in ("least", "most"))
    if least is not None and most is not None and Decimal(least) > Decimal(most):
        raise BadOptions(at="most")
    unit = Unit(stored.get("unit", Unit.none))
    return NumberOptions(unit, _number(stored, "decimals", 0, MOST_DECIMALS, USUAL_DECIMALS), least, most)


def _dimensions(stored: Mapping[str, Any]) -> DimensionsOptions:
    unit, weight = stored.get("unit"), stored.get("weight", Unit.none)
    if unit not in LENGTHS or weight not in WEIGHTS:
        raise BadOptions(at="weight" if unit in LENGTHS else "unit")
    return DimensionsOptions(Unit(unit), bool(stored.get("needs_depth")), Unit(weight))


def _date(stored: Mapping[str, Any]) -> DateOptions:
    least, most = (_bound(stored, name, is_date) for name in ("least", "most"))
    if least is not None and most is not None and least > most:
        raise BadOptions(at="most")
    return DateOptions(least, most)


def _bound(stored: Mapping[str, Any], name: str, is_good: Callable[[Any], bool]) -> str | None:
    value = stored.get(name)
    if value is not None and not is_good(value):
        raise BadOptions(at=name)
    return value


def _choices(stored: Mapping[str, Any]) -> tuple[Choice, ...]:
    given = [Choice(str(one.get("value", "")), dict(one.get("label") or {})) for one in stored.get("choices") or ()]
    values = [choice.value for choice in given]
    if not 2 <= len(given) <= MOST_CHOICES or len(set(values)) != len(values) or not all(values):
        raise BadOptions(at="choices")
    if not all(any(choice.label.values()) for choice in given):
        raise BadOptions(at="choices")
    return tuple(given)


def _number(stored: Mapping[str, Any], name: str, least: int, most: int, usual: int | None) -> int:
    value = stored.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadOptions(at=name)
    return value


def _optional(stored: Mapping[str, Any], name: str, most: int) -> int | None:
    return None if stored.get(name) is None else _number(stored, name, 1, most, None)


_READERS: dict[FieldKind, Callable[[Mapping[str, Any]], FieldOptions]] = {
    FieldKind.number: _measure,
    FieldKind.dimensions: _dimensions,
    FieldKind.materials: lambda stored: MaterialsOptions(_number(stored, "most", 1, MOST_MATERIALS, MOST_MATERIALS)),
    FieldKind.team: _team,
    FieldKind.date: _date,
    FieldKind.choice: _choice,
    FieldKind.several: _several,
    FieldKind.yes_no: lambda _stored: YesNoOptions(),
    FieldKind.country: lambda _stored: CountryOptions(),
    FieldKind.web_address: lambda _stored: WebAddressOptions(),
    FieldKind.files: _files,
}

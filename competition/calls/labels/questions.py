"""The words for the kinds of question, for units and for countries."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Protocol

from babel import Locale
from babel.dates import format_date

from competition.calls.rules import FieldKind, Unit, answers_to, categories_of, condition_of
from competition.calls.rules.materials import Grown, MaterialKind
from competition.calls.rules.values import COUNTRIES
from competition.i18n import babel_name, decimal_words, locale, ngettext, pick
from competition.i18n import lazy_gettext as _l

KINDS: dict[FieldKind, Any] = {
    FieldKind.short_text: _l("Short text"),
    FieldKind.long_text: _l("Long text"),
    FieldKind.number: _l("Number with a unit"),
    FieldKind.dimensions: _l("Dimensions"),
    FieldKind.materials: _l("List of materials"),
    FieldKind.team: _l("Team with roles"),
    FieldKind.date: _l("Date"),
    FieldKind.choice: _l("Choice"),
    FieldKind.several: _l("Several choices"),
    FieldKind.yes_no: _l("Yes or no"),
    FieldKind.country: _l("Country"),
    FieldKind.web_address: _l("Web address"),
    FieldKind.files: _l("Files"),
}

KINDS_HELP: dict[FieldKind, Any] = {
    FieldKind.short_text: _l("One line: a name, a material, a year."),
    FieldKind.long_text: _l("Several lines: the idea, the technique."),
    FieldKind.number: _l("A weight, a length or a count, with its unit."),
    FieldKind.dimensions: _l("Height, width and depth in one unit, and a weight."),
    FieldKind.materials: _l("Stones, metals and textiles, with origin, treatment, report and source."),
    FieldKind.team: _l("Who made the work: names and roles. The jury never sees it."),
    FieldKind.date: _l("A day: when the work was finished."),
    FieldKind.choice: _l("One answer out of a list that you write."),
    FieldKind.several: _l("Some answers out of a list that you write."),
    FieldKind.yes_no: _l("A statement that the designer affirms or denies."),
    FieldKind.country: _l("One country: where the work was made."),
    FieldKind.web_address: _l("A page about the work. Facet itself never opens it."),
    FieldKind.files: _l("Pictures, documents, films or models, with rules for what they must be."),
}

MATERIAL_WORDS: dict[str, dict[str, Any]] = {
    "kind": {
        MaterialKind.stone: _l("Stone"),
        MaterialKind.metal: _l("Metal"),
        MaterialKind.textile: _l("Textile"),
        MaterialKind.other: _l("Other material"),
    },
    "grown": {Grown.natural: _l("Natural"), Grown.laboratory: _l("Laboratory-grown")},
    "cites": {"yes": _l("Yes"), "no": _l("No")},
}

# Symbols are the same in every language; a carat has none that is.
UNITS: dict[Unit, Any] = {
    Unit.none: "",
    Unit.ct: _l("ct"),
    Unit.g: "g",
    Unit.kg: "kg",
    Unit.mm: "mm",
    Unit.cm: "cm",
    Unit.m: "m",
}


class Named(Protocol):
    """What these words need to know of a `Category`."""

    id: Any
    name: Any


class Question(Protocol):
    """What these words need to know of an `EntryField`."""

    id: Any
    kind: Any
    label: Any
    options: Any


def answer_words(question: Question) -> dict[str, str]:
    """Return the answers that a condition may name, in words."""
    if question.kind == FieldKind.yes_no:
        return {"yes": str(_l("Yes")), "no": str(_l("No"))}
    texts = {choice["value"]: choice["label"] for choice in question.options.get("choices", [])}
    return {answer: str(pick(texts.get(answer))) for answer in answers_to(question)}


def condition_words(question: Question, questions: Sequence[Question], categories: Sequence[Named] = ()) -> str:
    """Return when a question is asked, in sentences; empty where it always is."""
    return " ".join(filter(None, (_in_categories(question, categories), _if_answered(question, questions))))


def _in_categories(question: Question, categories: Sequence[Named]) -> str:
    chosen = categories_of(question.options)
    names = [str(pick(one.name)) for one in categories if one.id in chosen]
    if not names:
        return ""
    listed = ("、" if locale() == "zh" else ", ").join(names)
    words = ngettext("Only in the category %(names)s.", "Only in the categories %(names)s.", len(names), names=listed)
    return str(words)


def _if_answered(question: Question, questions: Sequence[Question]) -> str:
    condition = condition_of(question.options)
    other = next((one for one in questions if condition and one.id == condition.question), None)
    if condition is None or other is None:
        return ""
    known = answer_words(other)
    words = [known.get(answer, answer) for answer in condition.answers]
    either = " / ".join(words)
    return str(_l("Only if “%(question)s” is answered with %(answers)s.", question=pick(other.label), answers=either))


def with_unit(number: str, unit: Unit, code: str | None = None) -> str:
    """Return a stored number as a language writes it, and its unit."""
    words = decimal_words(number, code)
    return f"{words}\u00a0{UNITS[unit]}" if unit != Unit.none else words


def day_words(day: str, code: str | None = None) -> str:
    """Return a stored day as a language writes it: 28 February 2027, 2027年2月28日."""
    pattern = "y年M月d日" if (code or locale()) == "zh" else "d MMMM y"
    return str(format_date(date.fromisoformat(day), pattern, babel_name(code or locale())))


def country_name(country: str, code: str | None = None) -> str:
    """Return the name of a country in a language; its code where there is none."""
    return str(Locale.parse(babel_name(code or locale())).territories.get(country, country))


def country_names(code: str | None = None) -> list[tuple[str, str]]:
    """Return all countries as (code, name), in the order of a language: Chinese names by their sound."""
    return _by_name(babel_name(code or locale()))


@cache
def _by_name(babel_locale: str) -> list[tuple[str, str]]:
    names = Locale.parse(babel_locale).territories
    found = [(country, str(names.get(country, country))) for country in COUNTRIES]
    return sorted(found, key=lambda one: _order(one[1]))


def _order(name: str) -> bytes:
    """The national encoding of 汉字 is in the order of pinyin; in Latin letters accents do not count."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(sign))
    return plain.encode("gb18030")

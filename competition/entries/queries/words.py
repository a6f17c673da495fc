"""An answer in words: for those who read an entry and do not write it."""

from __future__ import annotations

from typing import Any

from competition.calls import labels
from competition.calls.models import EntryField
from competition.calls.rules import DimensionsOptions, FieldKind, NumberOptions, Unit, options_of
from competition.calls.rules.materials import PARTS, is_asked
from competition.calls.rules.values import SIDES, is_date, is_number, typed_in
from competition.entries.rules.versions import WORDED, Words, Written
from competition.i18n import LANGUAGES, Texts, babel_name, force_locale, gettext, pick
from competition.i18n import lazy_gettext as _l


def words_of(field: EntryField, told: Written, locale: str) -> Words:
    """Return an answer for a reader of `locale`; what could not be read is shown as it was typed.

    What an entrant wrote stands in the languages that it is in; everything else is said in the reader's.
    """
    value = told.answers[field.id]
    typed = typed_in(value)
    if typed is not None or field.kind == FieldKind.web_address:
        return Words(str(value) if typed is None else typed, told.language)
    if field.kind in WORDED:
        return told.words(field.id, locale)
    if field.kind in {FieldKind.choice, FieldKind.several}:
        return _chosen(field, value, locale)
    with force_locale(babel_name(locale)):
        return Words(_said(field, value, locale), locale)


def texts_of(field: EntryField, told: Written) -> Texts:
    """Return an answer in all languages that it can be read in."""
    read = [words_of(field, told, code) for code in LANGUAGES]
    return {picked.locale: picked.text for picked in read if picked}


def _chosen(field: EntryField, value: Any, locale: str) -> Words:
    """A list is in one language: the reader's, else the first in which all that was chosen is worded."""
    words = {choice["value"]: choice["label"] for choice in field.options.get("choices", [])}
    known = [words[one] for one in (value if isinstance(value, list) else [value]) if words.get(one)]
    if not known:
        return Words("", locale)
    codes = [code for code in (locale, *LANGUAGES) if all(label.get(code) for label in known)]
    code = codes[0] if codes else locale
    mark = "、" if code == "zh" else ", "
    return Words(mark.join(str(pick(label, code)) for label in known), pick(known[0], code).locale)


def _said(field: EntryField, value: Any, locale: str) -> str:
    match field.kind:
        case FieldKind.yes_no:
            return str(gettext("Yes") if value else gettext("No"))
        case FieldKind.number:
            options = options_of(field.kind, field.options)
            return _number(value, options.unit if isinstance(options, NumberOptions) else Unit.none, locale)
        case FieldKind.dimensions | FieldKind.materials | FieldKind.team:
            return _parts(field, value, locale)
        case FieldKind.date if is_date(value):
            return labels.day_words(value, locale)
        case FieldKind.country:
            return labels.country_name(str(value), locale)
        case _:
            return str(value)


def _number(value: Any, unit: Unit, locale: str) -> str:
    if is_number(value):
        return labels.with_unit(value, unit, locale)
    return typed_in(value) or str(value)


def _parts(field: EntryField, value: Any, locale: str) -> str:
    if isinstance(value, dict):
        return _dimensions(field, value, locale)
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    if field.kind == FieldKind.team:
        roles = {role["value"]: str(pick(role["label"], locale)) for role in field.options.get("roles", [])}
        return "\n".join(_person(row, roles, locale) for row in rows)
    return "\n".join(_material(row, locale) for row in rows)


def _person(row: dict[str, Any], roles: dict[str, str], locale: str) -> str:
    """One line for one person: Noor Peeters · Goldsmith · Belgium."""
    said = {part: str(text) for part, text in row.items()}
    said["role"] = roles.get(said.get("role", ""), said.get("role", ""))
    if "country" in said:
        said["country"] = labels.country_name(said["country"], locale)
    return " · ".join(said[part] for part in ("name", "role", "country", "school") if said.get(part))


def _dimensions(field: EntryField, value: dict[str, Any], locale: str) -> str:
    """As a catalogue writes it: 27.8 × 22.0 × 12.6 mm; the weight stands after it."""
    options = options_of(field.kind, field.options)
    if not isinstance(options, DimensionsOptions):
        return ""
    sides = [_number(value[side], Unit.none, locale) for side in SIDES if side in value]
    weight = [_number(value["weight"], options.weight, locale)] if "weight" in value else []
    size = [f"{' × '.join(sides)}\u00a0{options.unit}"] if sides else []
    return " · ".join([*size, *weight])


def _material(row: dict[str, Any], locale: str) -> str:
    """One line for one material: Stone · Sapphire · 3.10 ct · Ceylon · Natural."""
    said = {part: str(text) for part, text in row.items() if is_asked(row, part)}
    for part in ("kind", "grown"):
        if part in said:
            said[part] = str(labels.MATERIAL_WORDS[part].get(said[part], said[part]))
    if "amount" in row:
        unit = row.get("unit", Unit.none)
        said["amount"] = _number(row["amount"], Unit(unit) if unit in set(Unit) else Unit.none, locale)
    for part, words in _NAMED.items():
        if part in said:
            said[part] = str(words) % {"words": said[part]}
    return " · ".join(said[part] for part in PARTS if part in said and part not in {"unit", "cites"})


_NAMED: dict[str, Any] = {
    "report": _l("report %(words)s"),
    "source": _l("source: %(words)s"),
    "species": _l("CITES: %(words)s"),
}

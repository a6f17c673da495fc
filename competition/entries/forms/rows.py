"""The rows of a list, of materials or of people: their controls, and what is read from them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import Field, Form, SelectField
from wtforms.fields.choices import SelectChoice

from competition.calls import labels
from competition.calls.rules import RowsOptions, TeamOptions, Unit
from competition.calls.rules.lists import parts_of
from competition.calls.rules.materials import CHOSEN
from competition.calls.rules.values import as_typed, is_number, read_number, typed_in
from competition.entries.forms.marks import Mark
from competition.i18n import decimal_mark, decimal_words, pick
from competition.i18n import lazy_gettext as _l
from competition.web.fields import TextField

MOST_ROWS_READ = 100
# Where they are asked, these must be answered.
NEEDED = frozenset({"kind", "name", "grown", "species", "role"})
# What stands for the number of a row that scripts add.
ROW = "{row}"

NAMES: dict[str, Any] = {
    "kind": _l("Kind of material"),
    "name": _l("Name of the material"),
    "amount": _l("Amount"),
    "unit": _l("Unit"),
    "origin": _l("Origin"),
    "grown": _l("Natural or laboratory-grown"),
    "treatment": _l("Treatment"),
    "report": _l("Number of the grading report"),
    "source": _l("Responsible source"),
    "cites": _l("Is it of a species under CITES?"),
    "species": _l("Name of the species"),
}
OF_PEOPLE: dict[str, Any] = {
    "name": _l("Name of the person"),
    "role": _l("Role"),
    "country": _l("Country"),
    "school": _l("School"),
}


def rows_of(name: str, options: RowsOptions, sent: Collection[str], value: Any) -> list[int]:
    """Return the numbers of the rows: those among the names that were sent; else those stored, and an empty one."""
    shape = re.compile(rf"{re.escape(name)}-([0-9]{{1,4}})-{parts_of(options)[0]}\Z")
    given = sorted({int(found[1]) for found in map(shape.match, sent) if found})[:MOST_ROWS_READ]
    return given if sent else list(range(len(value) + 1 if isinstance(value, list) else 1))


def row_controls(name: str, options: RowsOptions, rows: Sequence[int]) -> dict[str, Field]:
    """Return the controls of these rows, and of one that scripts copy, by name.

    The copied one names no countries: scripts take them from a row that is there, and the page is 10 kB lighter.
    """
    controls = {f"{name}-{row}-{part}": _control(options, part) for row in (*rows, ROW) for part in parts_of(options)}
    if "country" in parts_of(options):
        controls[f"{name}-{ROW}-country"] = SelectField(OF_PEOPLE["country"], choices=[], validate_choice=False)
    return controls


def row_data(name: str, value: Any) -> dict[str, str]:
    """Return stored rows as the data of their controls."""
    rows = value if isinstance(value, list) else []
    return {
        f"{name}-{number}-{part}": _shown(text)
        for number, row in enumerate(rows)
        if isinstance(row, Mapping)
        for part, text in row.items()
    }


def rows_in(name: str, parts: Sequence[str], form: Form, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Return the rows of these numbers that say anything."""
    found = [{part: form[f"{name}-{row}-{part}"].data for part in parts} for row in numbers]
    return [{part: _stored(part, text) for part, text in row.items() if text} for row in found if any(row.values())]


def _control(options: RowsOptions, part: str) -> Field:
    marks = [Mark(required=part in NEEDED)]
    label = OF_PEOPLE[part] if isinstance(options, TeamOptions) else NAMES[part]
    offered = _offered(options, part)
    if offered is not None:
        choices = [SelectChoice("", "–"), *(SelectChoice(value, words) for value, words in offered)]
        return SelectField(label, marks, choices=choices, validate_choice=False)
    return TextField(label, marks, render_kw={"inputmode": "decimal"} if part == "amount" else None)


def _offered(options: RowsOptions, part: str) -> list[tuple[str, Any]] | None:
    """Return what a part is chosen from, with its words; None for one that is written."""
    if isinstance(options, TeamOptions):
        roles = [(role.value, str(pick(role.label))) for role in options.roles]
        return {"role": roles or None, "country": labels.country_names()}.get(part)
    if part not in CHOSEN:
        return None
    if part == "unit":
        return [(str(unit), labels.UNITS[Unit(unit)]) for unit in CHOSEN[part]]
    return [(str(value), labels.MATERIAL_WORDS[part][value]) for value in CHOSEN[part]]


def _shown(text: Any) -> str:
    return decimal_words(text, grouped=False) if is_number(text) else typed_in(text) or str(text)


def _stored(part: str, text: str) -> Any:
    return (read_number(text, decimal_mark()) or as_typed(text)) if part == "amount" else text

"""A table as a workbook (XLSX), with a second sheet that says where its figures come from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from competition.entries.rules.tables import Cell
from competition.results.rules.tables import Column, Kind, width_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FORMATS = {
    Kind.text: "@",
    Kind.whole: "0",
    Kind.points: "0.00",
    Kind.share: "0%",
    Kind.moment: 'yyyy-mm-dd hh:mm:ss "UTC"',
}
# A digest is shown whole.
WIDE_ENOUGH = 70
# All are written as a spreadsheet itself would not: a text is a text, whatever it begins with.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "remove_timezone": True,
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the name of its sheet."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a table on a sheet of its own, line by line: a word, the kind of its value, the value."""

    name: str
    lines: Sequence[tuple[str, Kind, Cell]]


def workbook_of(table: Table, about: About, made_at: datetime) -> bytes:
    """Return a table and what is said of it as XLSX; `made_at` is the time that the file bears.

    So equal ones make equal files. Numbers are numbers, times are in UTC, and no cell is a formula.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - a tenth of a second that no other page need pay

    target = io.BytesIO()
    with Workbook(target, OPTIONS) as book:
        book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
        styles = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
        head = book.add_format({"bold": True, "bottom": 1})
        _write_table(book, table, styles, head)
        _write_about(book, about, styles, head)
    return target.getvalue()


def _write_table(book: Workbook, table: Table, styles: dict[Kind, Format], head: Format) -> None:
    """The head stays in sight, on paper too, where all columns share one page's width."""
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for at, column in enumerate(table.columns):
        cells = [row[at] for row in table.rows]
        sheet.set_column(at, at, width_of(column.head, cells))
        sheet.write_string(0, at, column.head, head)
        for line, cell in enumerate(cells, start=1):
            _write(sheet, (line, at), cell, styles[column.kind])


def _write_about(book: Workbook, about: About, styles: dict[Kind, Format], head: Format) -> None:
    sheet = book.add_worksheet(about.name)
    sheet.set_column(0, 0, width_of("", [word for word, _, _ in about.lines]))
    sheet.set_column(1, 1, width_of("", [cell for _, _, cell in about.lines], WIDE_ENOUGH))
    for line, (word, kind, cell) in enumerate(about.lines):
        sheet.write_string(line, 0, word, head)
        _write(sheet, (line, 1), cell, styles[kind])


def _write(sheet: Worksheet, at: tuple[int, int], cell: Cell, style: Format) -> None:
    match cell:
        case None:
            return
        case str():
            sheet.write_string(*at, cell, style)
        case datetime():
            sheet.write_datetime(*at, cell.astimezone(UTC), style)
        case _:
            sheet.write_number(*at, cell, style)

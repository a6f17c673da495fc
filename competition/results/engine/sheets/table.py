"""From the bytes of a CSV file to rows of named cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from competition.results.engine.sheets.problems import BadSheet, quoted


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file on which it begins, and its cells by column, without blanks around them."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The line of the header, its columns in lower case, and the rows that are not blank."""

    header: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes) -> Table:
    """Read UTF-8 with or without a byte order mark, quoted fields, any line ends. Raises `BadSheet`."""
    lines = _lines(_decoded(content))
    number, header = next(lines, (1, []))
    if not header:
        raise BadSheet("the file is empty; its first row must name the columns", row=1)
    columns = tuple(name.lower() for name in header)
    for place, name in enumerate(columns, start=1):
        if not name:
            raise BadSheet("the column has no name", row=number, column=place)
        if name in columns[: place - 1]:
            raise BadSheet("the column stands there twice", row=number, column=name)
    rows = tuple(_row(columns, number, cells) for number, cells in lines)
    return Table(number, columns, rows)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = content[: fault.start].count(b"\n") + 1
        raise BadSheet("the text is not UTF-8; save the sheet as CSV UTF-8", row=row) from None


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield begins, stripped
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise BadSheet(f"this is not CSV: {fault}", row=begins) from None


def _row(columns: tuple[str, ...], number: int, cells: list[str]) -> Row:
    counts = f"the row has {len(cells)} cells, the header {len(columns)}"
    if len(cells) < len(columns):
        raise BadSheet(counts, row=number, column=columns[len(cells)])
    for place, cell in enumerate(cells[len(columns) :], start=len(columns) + 1):
        if cell:
            raise BadSheet(f"{counts}: {quoted(cell)} has no column", row=number, column=place)
    return Row(number, dict(zip(columns, cells, strict=False)))

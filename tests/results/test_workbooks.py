"""The ranking as a workbook: read back as a spreadsheet reads it, from the parts of the file."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from competition import db
from competition.results import engine, queries, services
from competition.results.models import ScoringRun
from competition.results.rules.tables import Column, Kind, width_of
from competition.results.services import About, Table, workbook_of
from tests.factories.people import a_browser
from tests.factories.publication import Judged, a_judged_call, an_entry_of

NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
MOMENT = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)

# What a spreadsheet knows by number.
BUILT_IN = {"1": "0", "2": "0.00", "9": "0%", "49": "@"}

Cell = tuple[str, str]


class Book:
    """A workbook as its parts have it."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
        self.names = [one.attrib["name"] for one in self.part("workbook").iterfind(".//s:sheet", NS)]
        self._strings = ["".join(one.itertext()) for one in self.part("sharedStrings").iterfind("s:si", NS)]
        self._formats = BUILT_IN | {
            one.attrib["numFmtId"]: one.attrib["formatCode"] for one in self.part("styles").iterfind(".//s:numFmt", NS)
        }
        self._styles = [one.attrib["numFmtId"] for one in self.part("styles").iterfind("s:cellXfs/s:xf", NS)]

    def part(self, name: str) -> ET.Element:
        return ET.fromstring(self.parts[f"xl/{name}.xml"])  # noqa: S314 - we wrote it ourselves

    def rows(self, number: int) -> list[list[Cell]]:
        """Return the rows of a sheet: of each cell its kind (s, n) and its value. `_x005F_` is how `_` is protected."""
        found = self.part(f"worksheets/sheet{number}").iterfind(".//s:row", NS)
        return [[self._cell(one) for one in row.iterfind("s:c", NS)] for row in found]

    def formats(self, number: int, row: int) -> list[str]:
        """Return the formats of a row's cells."""
        cells = self.part(f"worksheets/sheet{number}").findall(".//s:row", NS)[row].iterfind("s:c", NS)
        numbers = [self._styles[int(one.attrib["s"])] for one in cells]
        return [self._formats.get(one, one) for one in numbers]

    def _cell(self, cell: ET.Element) -> Cell:
        kind, value = cell.attrib.get("t", "n"), cell.findtext("s:v", "", NS)
        return kind, self._strings[int(value)].replace("_x005F_", "_") if kind == "s" else value


def a_run(judged: Judged) -> ScoringRun:
    run = queries.run_by_id(services.compute(judged.actor(), judged.id))
    assert run is not None
    return run


def fetched(app: Flask, judged: Judged, language: str = "en") -> bytes:
    answer = a_browser(app, judged.auditor).get(f"/{language}/organise/{judged.id}/results/ranking.xlsx")
    assert answer.status_code == 200
    return answer.get_data()


TITLES = ("=HYPERLINK(1)", "+1", "@SUM(A1)", "金色的戒指", "https://example.org", "_x0041_", "007")


@pytest.mark.integration
def test_it_holds_the_rows_of_the_csv_and_no_formula(app: Flask) -> None:
    judged = a_judged_call(entries=0)
    for place, title in enumerate(TITLES):
        an_entry_of(judged, judged.categories[0], points=1 + place % 5, title=title)
    run = a_run(judged)
    book = Book(fetched(app, judged))
    rows = queries.rank_rows(run)
    _head, *found = book.rows(1)
    assert [[row[2][1], row[3]] for row in found] == [[row.code, ("s", row.title)] for row in rows]
    assert [[float(row[at][1]) for at in (0, 5, 6, 7)] for row in found] == [
        [row.rank, row.n, row.mean, row.level] for row in rows
    ]
    assert {row[at][0] for row in found for at in (0, 1, 5, 6, 7, 8, 9, 10)} == {"n"}
    assert [part for name, part in book.parts.items() if "<f>" in part or "hyperlink" in name] == []


@pytest.mark.integration
def test_numbers_have_formats_and_the_head_stays(app: Flask) -> None:
    judged = a_judged_call()
    a_run(judged)
    book = Book(fetched(app, judged))
    assert book.formats(1, 1) == ["0", "0", "@", "@", "@", "0", "0.00", "0.00", "0", "0", "0%"]
    pane = book.part("worksheets/sheet1").find(".//s:pane", NS)
    assert pane is not None
    assert (pane.attrib["state"], pane.attrib["ySplit"]) == ("frozen", "1")


@pytest.mark.integration
def test_the_second_sheet_says_which_result_it_is(app: Flask) -> None:
    judged = a_judged_call()
    run = a_run(judged)
    book = Book(fetched(app, judged))
    assert book.names == ["Ranking", "About"]
    found = {word[1]: value for word, value in book.rows(2)}
    serial = (run.created_at.astimezone(UTC) - datetime(1899, 12, 30, tzinfo=UTC)) / timedelta(days=1)
    assert float(found.pop("Marks as of")[1]) == pytest.approx(serial, abs=1e-7)
    assert found == {
        "Call": ("s", judged.call.title["en"]),
        "Number of the result": ("n", "1"),
        "Method": ("s", "Adjusted for severity (additive model)"),
        "Digest of the marks": ("s", run.inputs_digest),
        "Version of the engine": ("s", engine.ENGINE_VERSION),
    }
    assert book.formats(2, 3)[1] == 'yyyy-mm-dd hh:mm:ss "UTC"'


@pytest.mark.integration
@pytest.mark.parametrize("language", ["nl", "fr", "zh"])
def test_it_is_in_the_language_of_the_reader_and_the_same_each_time(app: Flask, language: str) -> None:
    judged = a_judged_call()
    a_run(judged)
    content = fetched(app, judged, language)
    db.session.rollback()
    assert (Book(content).names == ["Ranking", "About"], fetched(app, judged, language) == content) == (False, True)


@pytest.mark.integration
def test_the_page_leads_to_it(app: Flask) -> None:
    judged = a_judged_call()
    a_run(judged)
    shown = a_browser(app, judged.auditor).get(f"/en/organise/{judged.id}/results").get_data(as_text=True)
    assert f'href="/en/organise/{judged.id}/results/ranking.xlsx" download' in shown


def test_an_empty_cell_is_none_and_an_empty_table_a_head() -> None:
    columns = [Column("Rank", Kind.whole), Column("Title")]
    made = workbook_of(Table("T", columns, [(None, "a")]), About("A", []), MOMENT)
    assert Book(made).rows(1) == [[("s", "Rank"), ("s", "Title")], [("s", "a")]]
    assert Book(workbook_of(Table("T", columns, []), About("A", []), MOMENT)).rows(1) == [
        [("s", "Rank"), ("s", "Title")]
    ]


@pytest.mark.parametrize(
    ("head", "cells", "width"),
    [("Rank", [1, None], 8), ("Title", ["a" * 20, "b"], 22), ("题", ["金色的戒指" * 3], 32), ("T", ["a" * 200], 50)],
)
def test_columns_are_as_wide_as_what_they_hold(head: str, cells: list[str | int | None], width: int) -> None:
    assert width_of(head, cells) == width

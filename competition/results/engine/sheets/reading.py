"""The three kinds of sheets, told apart by their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from competition.results.engine.ballots import Ballot, Ballots, Duel, Duels
from competition.results.engine.marks import MOST, Criterion, Mark, Marks
from competition.results.engine.sheets.numbers import read_number
from competition.results.engine.sheets.problems import BadSheet, quoted
from competition.results.engine.sheets.table import Row, Table, read_table

Sheet = Marks | Ballots | Duels

# For each kind the columns that it must have, and those it may; and what tells a kind that is not scores.
KINDS = {
    "score": (("entry", "juror", "score"), ("criterion",)),
    "rank": (("entry", "juror", "rank"), ()),
    "winner": (("winner", "loser"), ("count", "juror")),
}
TELLING = {"winner": "winner", "loser": "winner", "rank": "rank"}
COLUMNS = (
    "columns are entry, juror, score and perhaps criterion; or entry, juror, rank; "
    "or winner, loser and perhaps count, juror"
)
# The name of the only criterion of a sheet that names none.
ONLY = "score"


def read_sheet(content: bytes, criteria: Sequence[Criterion] | None = None) -> Sheet:
    """Return what a CSV file says; `criteria` weigh a sheet of scores, without them all weigh the same.

    An empty score or rank is an abstention: its entry and juror are known, nothing else. Raises `BadSheet`.
    """
    table = read_table(content)
    kind = _kind(table)
    if not table.rows:
        raise BadSheet("there is no row below the header", row=table.header + 1)
    if criteria is not None and "criterion" not in table.columns:
        raise BadSheet("criteria are given, but the sheet has no such column", table.header, "criterion")
    if kind == "score":
        return _marks(table, criteria)
    return _ballots(table.rows) if kind == "rank" else _duels(table.rows)


def _kind(table: Table) -> str:
    columns = table.columns
    known = {name for must, may in KINDS.values() for name in (*must, *may)}
    for name in columns:
        if name not in known:
            raise BadSheet(f"this column is not known; {COLUMNS}", table.header, quoted(name))
    kind = next((kind for name, kind in TELLING.items() if name in columns), "score")
    must, may = KINDS[kind]
    for name in must:
        if name not in columns:
            raise BadSheet(f"this column is missing; {COLUMNS}", table.header, name)
    for name in columns:
        if name not in (*must, *may):
            raise BadSheet(f"this column does not go with {kind}; {COLUMNS}", table.header, name)
    return kind


def _marks(table: Table, criteria: Sequence[Criterion] | None) -> Marks:
    if "criterion" not in table.columns:
        criteria = (Criterion(ONLY),)
    elif criteria is None:
        criteria = tuple(Criterion(name) for name in sorted({_name(row, "criterion") for row in table.rows}))
    known, used = {criterion.name for criterion in criteria}, set()
    marks = []
    _require_once(table.rows, [name for name in ("criterion", "juror", "entry") if name in table.columns])
    for row in table.rows:
        criterion = _name(row, "criterion") if "criterion" in table.columns else ONLY
        if criterion not in known:
            raise BadSheet(f"{quoted(criterion)} is not among the criteria given", row.number, "criterion")
        used.add(criterion)
        if row.cells["score"]:
            marks.append(Mark(_name(row, "entry"), _name(row, "juror"), criterion, _number(row, "score")))
    if missing := sorted(known - used):
        raise BadSheet(f"no row has the criterion {quoted(missing[0])}", table.header, "criterion")
    return Marks(_names(table.rows, "entry"), _names(table.rows, "juror"), tuple(criteria), tuple(marks))


def _ballots(rows: Sequence[Row]) -> Ballots:
    _require_once(rows, ("juror", "entry"))
    worth: dict[str, dict[str, Fraction]] = {juror: {} for juror in _names(rows, "juror")}
    for row in rows:
        if row.cells["rank"]:
            rank = _number(row, "rank")
            if rank < 1:
                raise BadSheet(f"{quoted(row.cells['rank'])} is below 1, the best rank", row.number, "rank")
            worth[row.cells["juror"]][row.cells["entry"]] = -rank
    ballots = tuple(Ballot.from_values(juror, given) for juror, given in worth.items())
    return Ballots(_names(rows, "entry"), ballots)


def _duels(rows: Sequence[Row]) -> Duels:
    duels = []
    for row in rows:
        winner, loser = _name(row, "winner"), _name(row, "loser")
        if winner == loser:
            raise BadSheet(f"{quoted(loser)} meets itself", row.number, "loser")
        juror = _name(row, "juror") if "juror" in row.cells else None
        duels.append(Duel(winner, loser, _count(row), juror))
    return Duels(tuple(duels))


def _count(row: Row) -> int:
    text = row.cells.get("count", "1")
    if not (text.isascii() and text.isdecimal() and len(text) < 12 and 0 < int(text) <= MOST):
        raise BadSheet(f"{quoted(text)} is not a whole number from 1 to {MOST}", row.number, "count")
    return int(text)


def _require_once(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Refuse a second row about the same thing; the last of `columns` is the one that the fault names."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(_name(row, column) for column in columns)
        if key in seen:
            raise BadSheet(f"the same was said in row {seen[key]}: {_listed(columns, key)}", row.number, columns[-1])
        seen[key] = row.number


def _listed(columns: Iterable[str], key: Iterable[str]) -> str:
    return ", ".join(f"{column} {quoted(name)}" for column, name in zip(columns, key, strict=True))


def _name(row: Row, column: str) -> str:
    if not row.cells[column]:
        raise BadSheet("the cell is empty", row.number, column)
    return row.cells[column]


def _names(rows: Iterable[Row], column: str) -> tuple[str, ...]:
    return tuple(sorted({_name(row, column) for row in rows}))


def _number(row: Row, column: str) -> Fraction:
    try:
        return read_number(row.cells[column])
    except BadSheet as fault:
        raise BadSheet(str(fault), row.number, column) from None

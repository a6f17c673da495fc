"""A list of materials: what each row needs, and that the browser judges it as the server does."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from competition.calls.rules import AnswerFault, FieldKind, MaterialsOptions, check_answer
from competition.calls.rules.lists import RowFault, fault_in
from competition.calls.rules.values import as_typed, read_number
from config import ROOT
from tests.calls.test_answers import Question

GOLD = {"kind": "metal", "name": "Gold 750", "amount": "6.4", "unit": "g", "source": "Recycled"}
SAPPHIRE = {"kind": "stone", "name": "Sapphire", "amount": "3.10", "unit": "ct", "grown": "natural", "report": "GIA 1"}


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([GOLD, SAPPHIRE], None),
        ([{**GOLD, "cites": "yes", "species": "Corallium rubrum"}], None),
        ([GOLD, {"kind": "stone", "name": "Ruby"}], RowFault(2, AnswerFault.incomplete)),
        ([{"kind": "metal"}], RowFault(1, AnswerFault.incomplete)),
        ([{"name": "Gold"}], RowFault(1, AnswerFault.incomplete)),
        ([{**GOLD, "cites": "yes"}], RowFault(1, AnswerFault.incomplete)),
        ([GOLD, {**GOLD, "amount": as_typed("some")}], RowFault(2, AnswerFault.not_a_number)),
        ([{**GOLD, "amount": "0"}], RowFault(1, AnswerFault.not_positive)),
        ([{**GOLD, "name": "x" * 201}], RowFault(1, AnswerFault.too_long)),
        ([{**GOLD, "unit": "lb"}], RowFault(1, AnswerFault.wrong_kind)),
        ([{**GOLD, "colour": "red"}], RowFault(1, AnswerFault.wrong_kind)),
        ([{**GOLD, "name": ["x"]}], RowFault(1, AnswerFault.wrong_kind)),
        (["gold"], RowFault(1, AnswerFault.wrong_kind)),
        ("gold", RowFault(1, AnswerFault.wrong_kind)),
        ([GOLD] * 31, RowFault(31, AnswerFault.too_many_rows)),
    ],
)
def test_rows(rows: Any, fault: RowFault | None) -> None:
    assert fault_in(MaterialsOptions(30), rows) == fault
    assert check_answer(Question(FieldKind.materials), rows) == (fault.fault if fault else None)


PARTS = {
    "kind": st.sampled_from(["stone", "metal"]),
    "name": st.sampled_from(["Ruby", "x" * 201]),
    "amount": st.text("0123456789.,-", min_size=1, max_size=5),
    "grown": st.sampled_from(["natural", "laboratory"]),
    "cites": st.sampled_from(["yes", "no"]),
    "species": st.just("Corallium"),
}
LISTS = st.lists(st.lists(st.fixed_dictionaries({}, optional=PARTS).filter(bool), max_size=5), min_size=20, max_size=40)
SCRIPT = """
    import { faultOfRows } from "./static/js/entries/questions/rules.js";
    const lists = JSON.parse(await new Response(process.stdin).text());
    console.log(JSON.stringify(lists.map((rows) => faultOfRows({ mark: ".", most: 4 }, rows))));
"""


@settings(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(LISTS)
def test_the_browser_refuses_the_rows_that_the_server_refuses(lists: list[list[dict[str, str]]]) -> None:
    told = subprocess.run(
        [ROOT / ".venv/bin/node", "--input-type=module", "-e", SCRIPT],
        input=json.dumps(lists),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    found = [RowFault(row, AnswerFault(fault)) if fault else None for fault, row in json.loads(told.stdout)]
    assert found == [fault_in(MaterialsOptions(4), [_stored(row) for row in rows]) for rows in lists]


def _stored(row: dict[str, str]) -> dict[str, Any]:
    amount = row.get("amount")
    return {**row, "amount": read_number(amount, ".") or as_typed(amount)} if amount else row

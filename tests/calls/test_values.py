"""Numbers, days, countries, web addresses: how they are read, stored and judged, here and in the browser."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from competition.calls.rules import AnswerFault, FieldKind, check_answer, options_of
from competition.calls.rules.refusals import BadOptions
from competition.calls.rules.values import SIDES, as_typed, is_address, is_number, read_address, read_date, read_number
from config import ROOT

MM = {"unit": "mm"}
HW = {"height": "27.8", "width": "22.0"}
COLOURS = {"choices": [{"value": one, "label": {"en": one}} for one in "abcd"]}


@dataclass
class Question:
    """What stands for an `EntryField` here."""

    kind: FieldKind
    options: dict[str, Any]
    is_required: bool = True


NUMBERS = [
    ("1.5", "1.5", "1.5"),
    ("1,5", "1.5", "1.5"),
    ("1,500", None, "1.500"),
    ("1.500", "1.500", None),
    ("0,500", "0.500", "0.500"),
    ("22.0", "22.0", "22.0"),
    ("１２", "12", "12"),
    ("１．５", "1.5", "1.5"),
    ("−3", "-3", "-3"),
    ("-0", "0", "0"),
    ("007", "7", "7"),
    (".5", "0.5", "0.5"),
    ("NaN", None, None),
    ("Infinity", None, None),
    ("1e999", None, None),
    ("1.2.3", None, None),
    ("1,234.5", None, None),
    ("12 g", None, None),
    ("٣", None, None),
    ("-", None, None),
    ("9" * 5000, None, None),
]


@pytest.mark.parametrize(("typed", "english", "dutch"), NUMBERS)
def test_numbers_are_read_by_the_readers_mark(typed: str, english: str | None, dutch: str | None) -> None:
    assert (read_number(typed, "."), read_number(typed, ",")) == (english, dutch)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2027-02-28", "2027-02-28"),
        ("２０２７-02-28", "2027-02-28"),
        ("2027-02-29", None),
        ("2027-2-3", None),
        ("20270228", None),
        ("0001-01-01", None),
        ("28 February", None),
    ],
)
def test_days(typed: str, stored: str | None) -> None:
    assert read_date(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://Example.org", "http://Example.org"),
        ("example.org/work", "https://example.org/work"),
        ("https://例子.中国/作品", "https://例子.中国/作品"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://example.org", None),
        ("https://name:word@example.org", None),
        ("https://localhost", None),
        ("http://[::1", None),
        ("https://example.org:99999", None),
        ("https://example.org/a b", None),
        ("https://example.org/" + "x" * 2000, None),
    ],
)
def test_web_addresses(typed: str, stored: str | None) -> None:
    assert read_address(typed) == stored


@pytest.mark.parametrize(
    ("question", "value", "fault"),
    [
        (Question(FieldKind.number, {"decimals": 1, "least": "0.5", "most": "20"}), "0.5", None),
        (Question(FieldKind.number, {"decimals": 1, "least": "0.5"}), "0.4", AnswerFault.too_small),
        (Question(FieldKind.number, {"decimals": 1, "most": "20"}), "20.1", AnswerFault.too_large),
        (Question(FieldKind.number, {"decimals": 1}), "1.25", AnswerFault.too_precise),
        (Question(FieldKind.number, {"decimals": 0}), as_typed("about 3"), AnswerFault.not_a_number),
        (Question(FieldKind.number, {}), "NaN", AnswerFault.not_a_number),
        (Question(FieldKind.number, {}), 5, AnswerFault.wrong_kind),
        (Question(FieldKind.number, {}), None, AnswerFault.missing),
        (Question(FieldKind.date, {"least": "2026-01-01"}), "2025-12-31", AnswerFault.too_early),
        (Question(FieldKind.date, {"most": "2026-01-01"}), "2026-01-02", AnswerFault.too_late),
        (Question(FieldKind.date, {}), as_typed("spring"), AnswerFault.not_a_date),
        (Question(FieldKind.several, COLOURS), ["a", "d"], None),
        (Question(FieldKind.several, COLOURS), [], AnswerFault.missing),
        (Question(FieldKind.several, COLOURS), ["a", "a"], AnswerFault.wrong_kind),
        (Question(FieldKind.several, COLOURS), ["a", {}], AnswerFault.wrong_kind),
        (Question(FieldKind.several, COLOURS), ["z"], AnswerFault.unknown_choice),
        (Question(FieldKind.several, {**COLOURS, "least": 2}), ["a"], AnswerFault.too_few_choices),
        (Question(FieldKind.several, {**COLOURS, "most": 2}), ["a", "b", "c"], AnswerFault.too_many_choices),
        (Question(FieldKind.dimensions, MM), {"height": "27.8", "width": "22.0"}, None),
        (Question(FieldKind.dimensions, {**MM, "weight": "g"}), {"height": "1", "width": "1", "weight": "2"}, None),
        (Question(FieldKind.dimensions, MM), {"height": "1", "width": "1", "weight": "2"}, AnswerFault.wrong_kind),
        (Question(FieldKind.dimensions, MM), "27 × 22", AnswerFault.wrong_kind),
        (Question(FieldKind.dimensions, MM), {}, AnswerFault.missing),
        (Question(FieldKind.dimensions, MM), {"height": "27.8"}, AnswerFault.incomplete),
        (Question(FieldKind.dimensions, {**MM, "needs_depth": True}), HW, AnswerFault.incomplete),
        (Question(FieldKind.dimensions, MM), {**HW, "depth": as_typed("x")}, AnswerFault.not_a_number),
        (Question(FieldKind.dimensions, MM), {**HW, "depth": "0.0"}, AnswerFault.not_positive),
        (Question(FieldKind.country, {}), "BE", None),
        (Question(FieldKind.country, {}), "XX", AnswerFault.unknown_choice),
        (Question(FieldKind.country, {}), ["BE"], AnswerFault.wrong_kind),
        (Question(FieldKind.web_address, {}), "https://example.org", None),
        (Question(FieldKind.web_address, {}), as_typed("my page"), AnswerFault.not_an_address),
    ],
)
def test_answers(question: Question, value: Any, fault: AnswerFault | None) -> None:
    assert check_answer(question, value) == fault


@pytest.mark.parametrize(
    ("kind", "stored", "at"),
    [
        (FieldKind.number, {"unit": "lb"}, "unit"),
        (FieldKind.number, {"decimals": 7}, "decimals"),
        (FieldKind.number, {"least": 3}, "least"),
        (FieldKind.number, {"least": "3", "most": "2"}, "most"),
        (FieldKind.dimensions, {}, "unit"),
        (FieldKind.dimensions, {"unit": "ct"}, "unit"),
        (FieldKind.dimensions, {"unit": "mm", "weight": "cm"}, "weight"),
        (FieldKind.date, {"least": "tomorrow"}, "least"),
        (FieldKind.date, {"least": "2027-01-02", "most": "2027-01-01"}, "most"),
        (FieldKind.several, {**COLOURS, "least": 5}, "least"),
        (FieldKind.several, {**COLOURS, "least": 3, "most": 2}, "most"),
        (FieldKind.several, {}, "choices"),
    ],
)
def test_options_that_cannot_be(kind: FieldKind, stored: dict[str, Any], at: str) -> None:
    with pytest.raises(BadOptions) as refusal:
        options_of(kind, stored)
    assert refusal.value.values == {"at": at}


@given(st.text(), st.sampled_from(".,"))
def test_nothing_typed_breaks_the_readers_and_what_they_store_is_law(text: str, mark: str) -> None:
    number, day, address = read_number(text, mark), read_date(text), read_address(text)
    assert number is None or is_number(number)
    assert day is None or date.fromisoformat(day).isoformat() == day
    assert address is None or is_address(address)


RULES: list[dict[str, Any]] = [
    *({"kind": "number", "mark": mark, "decimals": 2, "least": "-1", "most": "1000"} for mark in ".,"),
    *({"kind": "dimensions", "mark": mark, "unit": "mm", "parts": SIDES, "needed": SIDES[:2]} for mark in ".,"),
    {"kind": "date", "least": "2026-01-01", "most": "2027-12-31"},
    {"kind": "web_address"},
]
typed_text = st.one_of(
    st.text(alphabet="0123456789.,-−０１２．，eN ", max_size=12),
    st.dates().map(date.isoformat),
    st.from_regex(r"(https?://)?[a-z.]{1,12}(:[0-9]{1,3})?(/[a-z@]{0,4})?", fullmatch=True),
    # Signs that cannot be seen never reach a rule: forms refuse them.
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"]), max_size=12),
)
TYPED_NUMBER = st.text(alphabet="0123456789.,-", max_size=5)
CASES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([*RULES[:2], *RULES[4:]]), st.tuples(typed_text)),
        st.tuples(st.sampled_from(RULES[2:4]), st.tuples(TYPED_NUMBER, TYPED_NUMBER, TYPED_NUMBER)),
    ),
    min_size=20,
    max_size=60,
)


def on_the_server(rule: dict[str, Any], texts: tuple[str, ...]) -> str:
    kind, given = FieldKind(rule["kind"]), [text.strip() for text in texts]
    number: Callable[[str], str | None] = lambda typed: read_number(typed, rule["mark"])  # noqa: E731
    reader = {FieldKind.date: read_date, FieldKind.web_address: read_address}.get(kind, number)
    stored = [reader(text) or as_typed(text) if text else None for text in given]
    value: Any = stored[0]
    if kind == FieldKind.dimensions:
        value = {side: one for side, one in zip(SIDES, stored, strict=True) if one is not None}
    return str(check_answer(Question(kind, rule, is_required=False), value) or "")


@settings(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(CASES)
def test_the_browser_refuses_what_the_server_refuses(cases: list[tuple[dict[str, Any], tuple[str, ...]]]) -> None:
    script = """
        import { faultOf } from "./static/js/entries/questions/rules.js";
        const cases = JSON.parse(await new Response(process.stdin).text());
        console.log(JSON.stringify(cases.map(([rule, texts]) => faultOf(rule, texts))));
    """
    told = subprocess.run(
        [ROOT / ".venv/bin/node", "--input-type=module", "-e", script],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    found = json.loads(told.stdout)
    assert [(*case, fault) for case, fault in zip(cases, found, strict=True)] == [
        (*case, on_the_server(*case)) for case in cases
    ]

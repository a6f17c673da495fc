"""Characters are counted as a reader sees them, on the server and in the browser alike."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from competition.calls.rules import AnswerFault, FieldKind, TextOptions, check_answer, length, most_of
from competition.calls.rules.characters import is_chinese
from config import ROOT
from tests.calls.test_answers import Question

SCRIPT = """
    import { length, mostOf } from "./static/js/components/characters.js";
    const texts = JSON.parse(await new Response(process.stdin).text());
    const seen = new Intl.Segmenter("en", { granularity: "grapheme" });
    const plain = (text) => text.replaceAll("\\r\\n", "\\n").normalize("NFC");
    console.log(JSON.stringify(texts.map((text) => [
      length(text), mostOf(text, 2, 1), [...seen.segment(plain(text))].length,
    ])));
"""


def in_the_browser(texts: list[str]) -> list[list[int]]:
    """Return for each text its length, its limit out of 2 and 1, and how many characters `Intl.Segmenter` sees."""
    told = subprocess.run(
        [ROOT / ".venv/bin/node", "--input-type=module", "-e", SCRIPT],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    found: list[list[int]] = json.loads(told.stdout)
    return found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("🇧🇪🇳🇱", 2),
        ("🇧🇪🇳", 2),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 1),
        ("7\ufe0f\u20e3", 1),
        ("❤️‍🔥", 1),
        ("a\u200db", 2),
        ("\u0301", 1),
        ("x\n\u0301", 3),
        ("한국", 2),
        ("かが\u3099", 2),
        ("e" + "\u0301" * 40_000, 1),
    ],
)
def test_a_character_is_what_a_reader_sees(text: str, count: int) -> None:
    assert length(text) == count


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("金缮", True),
        ("金缮 Kintsugi", False),
        ("用18K金制成", True),
        ("Ring", False),
        ("", False),
        ("123", False),
        ("𠮷ab", False),
    ],
)
def test_a_text_is_chinese_if_most_letters_are(text: str, chinese: bool) -> None:  # noqa: FBT001
    assert is_chinese(text) == chinese


@pytest.mark.parametrize(
    ("text", "fault"),
    [("金缮银", AnswerFault.too_long), ("金缮", None), ("Kintsu", None), ("Kintsugi", AnswerFault.too_long)],
)
def test_chinese_may_have_a_limit_of_its_own(text: str, fault: AnswerFault | None) -> None:
    options: dict[str, Any] = {"most": 6, "most_chinese": 2}
    assert check_answer(Question(FieldKind.long_text, options), text) == fault


LETTERS = [
    "金",
    "缮",
    "𠮷",
    "a",
    "Z",
    "é",
    "e\u0301",
    "o\u0308\u0323",
    "ß",
    "ñ",
    "한",
    "か",
    "7",
    " ",
    "\n",
    "\r\n",
    "，",
    "…",
]
PICTURES = ["😀", "👩🏽‍🎨", "👨‍👩‍👧", "❤️", "❤️‍🔥", "🇧🇪", "🇨🇳", "👍🏿", "7\ufe0f\u20e3", "\U000e0100", "🏴‍☠️"]
PARTS = st.sampled_from([*LETTERS, *PICTURES])
MIXED = st.lists(PARTS, max_size=12).map("".join)
ANYTHING = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cn", "Co"]) | st.sampled_from("\u200d\u200c\u0301\U0001f3fd🇧🇪☠♀"),
    max_size=12,
)
ONCE = settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.generate))


@ONCE
@given(st.lists(MIXED, min_size=20, max_size=80))
def test_browser_server_and_segmenter_agree_on_mixed_texts(texts: list[str]) -> None:
    assert [(text, *told) for text, told in zip(texts, in_the_browser(texts), strict=True)] == [
        (text, length(text), most_of(TextOptions(2, 1), text), length(text)) for text in texts
    ]


@ONCE
@given(st.lists(ANYTHING, min_size=20, max_size=80))
def test_browser_and_server_agree_on_any_text(texts: list[str]) -> None:
    assert [(text, *told[:2]) for text, told in zip(texts, in_the_browser(texts), strict=True)] == [
        (text, length(text), most_of(TextOptions(2, 1), text)) for text in texts
    ]


@given(ANYTHING)
def test_the_form_of_its_signs_does_not_change_the_length(text: str) -> None:
    assert length(unicodedata.normalize("NFD", text)) == length(text)

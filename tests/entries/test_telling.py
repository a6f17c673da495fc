"""How far files are is said to who does not see the bars: at each quarter, never in a hurry; and what holds them up."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MB = 1_000_000
# The page's own module, run as it is: what happens goes in by seconds, what is said comes out.
SCRIPT = """
globalThis.document = { documentElement: { lang: "en" } };
const { Telling } = await import("./static/js/entries/upload/telling.js");
const [words, happenings] = JSON.parse(process.argv[1]);
const said = [];
const telling = new Telling(words, (sentence) => said.push(sentence));
for (const [name, ...values] of happenings) telling[name](...values);
console.log(JSON.stringify(said));
"""
WORDS = {
    "told_of_one": "{name}: {share} sent",
    "told_of_one_with_speed": "{name}: {share} sent, {speed}, {left}",
    "told_of_many": "{number} files: {share} sent",
    "told_of_many_with_speed": "{number} files: {share} sent, {speed}, {left}",
    "seconds_left": "less than a minute left",
    "minutes_left": "about {number} min left",
}
Happening = list[Any]


def said(*happenings: Happening) -> list[str]:
    done = subprocess.run(
        [ROOT / ".venv/bin/node", "--input-type=module", "-e", SCRIPT, json.dumps([WORDS, happenings])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str] = json.loads(done.stdout)
    return found


def begun(name: str, size: int) -> Happening:
    return ["begun", name, {"name": f"{name}.jpg", "size": size * MB}]


def at(second: int, name: str, megabytes: int) -> Happening:
    return ["progress", name, megabytes * MB, second * 1000]


def test_a_large_file_is_told_at_each_quarter_with_its_speed_and_the_time_left() -> None:
    ticks = [at(second, "a", 2 * second) for second in range(200)]
    assert said(begun("a", 400), *ticks) == [
        "a.jpg: 25% sent, 2 MB/s, about 3 min left",
        "a.jpg: 50% sent, 2 MB/s, about 2 min left",
        "a.jpg: 75% sent, 2 MB/s, less than a minute left",
    ]


def test_a_quick_file_tells_nothing_but_that_it_has_arrived() -> None:
    assert said(begun("a", 8), *(at(second, "a", 2 * second) for second in range(5))) == []


def test_several_files_are_told_as_one() -> None:
    ticks = [at(second, name, second) for second in range(41) for name in "ab"]
    assert said(begun("a", 40), begun("b", 40), *ticks) == [
        "2 files: 25% sent, 2 MB/s, less than a minute left",
        "2 files: 50% sent, 2 MB/s, less than a minute left",
        "2 files: 75% sent, 2 MB/s, less than a minute left",
    ]


def test_a_file_that_has_arrived_still_counts_and_one_that_is_put_away_does_not() -> None:
    first = [begun("a", 30), begun("b", 70), at(0, "a", 0), at(9, "a", 20)]
    assert said(*first, ["over", "a", {"hasArrived": True}], at(10, "b", 0)) == [
        "2 files: 30% sent, 3 MB/s, less than a minute left"
    ]
    assert said(*first, ["over", "a", {"hasArrived": False}], at(10, "b", 20)) == ["b.jpg: 28% sent"]


def test_what_holds_all_of_them_up_is_said_once_until_they_go_on() -> None:
    held = ["interrupted", "You are offline."]
    files = [begun("a", 50), begun("b", 50)]
    assert said(*files, held, held, held) == ["You are offline."]
    assert said(*files, held, at(1, "a", 1), held) == ["You are offline."] * 2


@pytest.mark.parametrize("size", [0, 1])
def test_once_all_is_over_it_begins_anew(size: int) -> None:
    earlier = [begun("a", size), at(0, "a", size), ["over", "a", {"hasArrived": True}]]
    ticks = [at(second, "b", 5 * second) for second in range(100, 120)]
    first = [begun("b", 1000)]
    assert said(*earlier, *first, *ticks)[:1] == ["b.jpg: 52% sent, 5 MB/s, about 2 min left"]

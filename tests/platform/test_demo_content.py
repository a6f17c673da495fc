"""The demo's content holds together: keys refer to something, texts stand in four languages, files exist."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from competition.calls.rules import FieldKind, check_answer, options_of
from competition.desk.rules import ROLES
from competition.people.rules import Role
from config import ROOT

DEMO = ROOT / "deploy" / "demo"
LANGUAGES = ("en", "nl", "fr", "zh")
LARGEST = 6_000_000


@cache
def content(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DEMO / "content" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def keys(name: str) -> set[str]:
    return {row["key"] for row in content(name)}


def call_of(entry: dict[str, Any]) -> dict[str, Any]:
    return next(call for call in content("calls") if call["key"] == entry["call"])


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Yield everything that looks like a text per language."""
    if isinstance(value, dict) and "en" in value:
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


class Question:
    """A question of the demo's form as `check_answer` wants it."""

    def __init__(self, field: dict[str, Any]) -> None:
        self.kind, self.options, self.is_required = field["kind"], field["options"], field["required"]


@pytest.mark.parametrize("name", ["institutions", "people", "calls", "entries"])
def test_every_text_stands_in_four_languages(name: str) -> None:
    assert [text for text in texts(content(name)) if tuple(text) != LANGUAGES or not all(text.values())] == []


@pytest.mark.parametrize("name", ["institutions", "people", "calls", "entries"])
def test_no_key_is_used_twice(name: str) -> None:
    assert len(keys(name)) == len(content(name))


def test_addresses_are_examples() -> None:
    assert [person["key"] for person in content("people") if not person["email"].endswith("@example.org")] == []
    assert [row["key"] for row in content("institutions") if not row["url"].endswith(".example.org")] == []


def test_calls_name_known_people_and_institutions() -> None:
    members = [member for call in content("calls") for member in call["members"]]
    houses = {member["institution"] for member in members} - {None}
    houses |= {key for call in content("calls") for key in call["hosts"]}
    houses |= {partner["institution"] for call in content("calls") for partner in call["partners"]}
    assert houses - keys("institutions") == set()
    assert {member["person"] for member in members} - keys("people") == set()
    assert {member["role"] for member in members} - set(Role) == set()


def test_entries_name_known_people_calls_and_categories() -> None:
    assert {entry["lead"] for entry in content("entries")} - keys("people") == set()
    published = {call["key"] for call in content("calls") if call["stage"] != "draft"}
    assert {entry["call"] for entry in content("entries")} == published
    categories = {(call["key"], category["key"]) for call in content("calls") for category in call["categories"]}
    assert {(entry["call"], entry["category"]) for entry in content("entries")} - categories == set()


def test_each_role_finds_work() -> None:
    """The entrant whom a newcomer may play has an entry to go on with, the organiser a call to write."""
    players = {role.key: role.person for role in ROLES}
    drafts = {entry["lead"] for entry in content("entries") if entry["state"] == "draft"}
    written = {member["person"] for call in content("calls") if call["stage"] == "draft" for member in call["members"]}
    assert (players["entrant"] in drafts, players["organiser"] in written) == (True, True)


def test_the_forms_are_ones_that_a_call_may_ask() -> None:
    for call in content("calls"):
        for field in call["fields"]:
            options_of(FieldKind(field["kind"]), field["options"])


def test_answers_would_be_taken() -> None:
    faults = []
    for entry in content("entries"):
        for field in call_of(entry)["fields"]:
            faults += [(entry["key"], field["key"], fault) for fault in faults_of(entry, field) if fault]
    assert faults == []


def faults_of(entry: dict[str, Any], field: dict[str, Any]) -> list[Any]:
    """Return what is wrong with an answer, in each language that it stands in."""
    if field["kind"] == FieldKind.files:
        given = [file["path"] for file in entry["files"] if file["field"] == field["key"]]
        return [check_answer(Question(field), given)]
    answer = entry["answers"].get(field["key"])
    values = answer.values() if isinstance(answer, dict) else [answer]
    return [check_answer(Question(field), value) for value in values]


def test_every_file_exists_and_every_picture_is_shown() -> None:
    named = {file["path"] for entry in content("entries") for file in entry["files"]}
    lying = {f"art/{path.name}" for path in (DEMO / "art").iterdir()}
    assert (named - lying, {path for path in lying - named if path.endswith(".webp")}) == (set(), set())


def test_the_art_is_light_enough_to_be_cloned() -> None:
    assert sum(path.stat().st_size for path in (DEMO / "art").iterdir()) <= LARGEST

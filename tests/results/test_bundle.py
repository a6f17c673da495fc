"""`flask results export` and `verify`: a run in a file, and every way in which one may not hold."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from competition.results import engine, services
from competition.results.cli.record import verify
from competition.results.engine.bundle import pack
from competition.results.engine.record import Terms, computed, digest_of
from tests.factories.publication import a_judged_call
from tests.factories.results import some_marks

MARKS = {("A", "x"): 5, ("A", "y"): 4, ("B", "x"): 3, ("B", "y"): 4, ("C", "y"): 2, ("C", "x"): 1}


@cache
def a_bundle() -> dict[str, Any]:
    marks, terms = some_marks(MARKS), Terms(replicates=20)
    inputs = {**marks.as_plain(), "categories": {"A": "one", "B": "one", "C": "two"}, "orders": {}, "shared": {}}
    return {
        "engine_version": engine.ENGINE_VERSION,
        "options": terms.as_plain(),
        "inputs": inputs,
        "inputs_digest": digest_of(inputs),
        "outputs": computed(inputs, terms.as_plain()),
        "log": {"chain": "call", "length": 3, "head": "0" * 64},
    }


def verified(path: Path) -> Result:
    return CliRunner().invoke(verify, [str(path)])


def rewritten(path: Path, name: str, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one).decode() for one in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for one, text in parts.items():
            archive.writestr(one, change(text) if one == name else text)


def changed(**values: Any) -> Callable[[str], str]:
    return lambda text: json.dumps({**json.loads(text), **values})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "run.zip"
    target.write_bytes(pack(a_bundle()))
    return target


def test_a_run_that_follows_from_its_marks(path: Path) -> None:
    result = verified(path)
    assert (result.exit_code, result.output) == (
        0,
        (
            f"{path}: the results follow from the marks, to the last byte\n"
            f"The log of its call then had 3 events and the head {'0' * 64}.\n"
        ),
    )


def test_equal_runs_make_equal_files() -> None:
    again = a_bundle.__wrapped__()
    assert (again is a_bundle(), pack(again) == pack(a_bundle())) == (False, True)


def a_better_mark(text: str) -> str:
    run = json.loads(text)
    run["inputs"]["rows"][0][3] = 1
    return json.dumps(run)


def a_better_place(text: str) -> str:
    run = json.loads(text)
    run["outputs"]["places"].reverse()
    return json.dumps({**run, "outputs_digest": digest_of(run["outputs"])})


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("run.json", a_better_mark, "the marks are not those that its digest names"),
        ("run.json", a_better_place, "the results do not follow from the marks"),
        ("run.json", changed(outputs_digest="0" * 64), "the results are not those that its digest names"),
        ("run.json", changed(engine_version="1"), "engine 1 computed it and this is engine"),
        ("marks.csv", lambda text: text.replace("5", "4"), "marks.csv does not hold the marks of run.json"),
    ],
)
def test_what_was_changed_is_found_out(path: Path, name: str, change: Callable[[str], str], said: str) -> None:
    rewritten(path, name, change)
    result = verified(path)
    assert (result.exit_code, result.output.startswith(f"{path}: {said}")) == (1, True)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("run.json", lambda _: "{"),
        ("run.json", lambda _: "[]"),
        ("run.json", changed(format="other/1")),
        ("run.json", changed(options={})),
        ("run.json", changed(inputs={"rows": 5})),
        ("run.json", changed(inputs=None)),
    ],
)
def test_what_is_no_run_is_said_to_be_none(path: Path, name: str, change: Callable[[str], str]) -> None:
    rewritten(path, name, change)
    result = verified(path)
    assert (result.exit_code, result.output.count("\n"), "Traceback" in result.output) == (2, 1, False)


def test_a_file_that_is_not_there_or_no_archive(tmp_path: Path) -> None:
    text = tmp_path / "text.zip"
    text.write_text("no archive")
    assert verified(text).output == f"{text}: it is not the file of a run\n"
    assert verified(tmp_path / "none.zip").exit_code == 2


def test_what_unpacks_to_more_than_any_run_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("competition.results.engine.bundle.MOST_BYTES", 1_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("run.json", " " * 2_000)
    bomb = tmp_path / "bomb.zip"
    bomb.write_bytes(target.getvalue())
    assert verified(bomb).output == f"{bomb}: it is larger than any run\n"


def test_a_stored_run_is_exported_and_verified(app: Flask, tmp_path: Path) -> None:
    judged = a_judged_call()
    run_id = services.compute(judged.actor(), judged.id)
    target = tmp_path / "out.zip"
    made = app.test_cli_runner().invoke(args=["results", "export", run_id, "--output", str(target)])
    assert (made.exit_code, made.output) == (0, f"{target}\n")
    assert verified(target).exit_code == 0
    missing = app.test_cli_runner().invoke(args=["results", "export", "nothing"])
    assert (missing.exit_code, missing.output) == (2, "There is no run nothing.\n")

"""A step tells in one sentence what failed and what to do; the tool's words are in its log."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deploy import step


@pytest.fixture(autouse=True)
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(step, "ROOT", tmp_path)
    monkeypatch.setattr(step, "LOGS", tmp_path / "var" / "log")
    return tmp_path / "var" / "log"


def _saying(words: str, code: int) -> list[str]:
    return [sys.executable, "-c", f"print({words!r}); raise SystemExit({code})"]


def test_a_step_says_one_line_and_keeps_the_noise(logs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    step.run("noise", "Doing it …", _saying("much noise", 0))
    assert capsys.readouterr().out == "Doing it … 0 s\n"
    assert (logs / "noise.log").read_text() == "much noise\n"


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("npm error code ENOTFOUND", "The package index does not answer"),
        ("dns error: failed to lookup address", "The package index does not answer"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("EACCES: permission denied", "A file may not be written"),
    ],
)
def test_a_known_failure_is_told_in_one_sentence(words: str, begins: str) -> None:
    with pytest.raises(step.Failed) as failed:
        step.run("known", "Doing it …", _saying(words, 1))
    assert str(failed.value).startswith(begins)
    assert str(failed.value).count("\n") == 0


def test_another_failure_shows_the_end_of_the_log() -> None:
    with pytest.raises(step.Failed) as failed:
        step.run("other", "Doing it …", _saying("a\nb", 3))
    assert str(failed.value) == "a\nb\nThis step failed; the lines above are the end of var/log/other.log."


def test_a_linked_environment_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".venv").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(step.Failed, match="is a link"):
        step.venv()

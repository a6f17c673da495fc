"""What the demo keeps: written once, readable by its owner only, thrown away when asked and not while it runs."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from deploy import state
from deploy.step import Failed


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(state, "VAR", tmp_path)
    monkeypatch.setattr(state, "SETTINGS", tmp_path / "facet.env")
    monkeypatch.setattr(state, "LOCK", tmp_path / "demo.lock")
    for name in ("S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY", "SECRET_KEY", "BASE_URL", "VAR_DIR", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_first_run_writes_secrets_that_later_runs_keep(var: Path) -> None:
    first = state.settings_for(8000)
    second = state.settings_for(8001)
    kept = ("SECRET_KEY", "S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY")
    assert [second[name] for name in kept] == [first[name] for name in kept]
    assert (first["BASE_URL"], second["BASE_URL"]) == ("http://127.0.0.1:8000", "http://127.0.0.1:8001")
    assert stat.S_IMODE((var / "facet.env").stat().st_mode) == 0o600


def test_setup_writes_what_the_demo_keeps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(state, "VAR", tmp_path / "fresh")
    monkeypatch.setattr(state, "SETTINGS", tmp_path / "fresh" / "facet.env")
    kept = state.kept_settings()
    assert sorted(kept) == sorted(line.split("=")[0] for line in state.SETTINGS.read_text().splitlines())
    settings = state.settings_for(8000)
    assert {name: settings[name] for name in kept} == kept


def test_what_an_owner_wrote_is_kept_and_only_what_lacks_is_added(var: Path) -> None:
    (var / "facet.env").write_text("MAIL_FROM=Us <us@example.org>\nSECRET_KEY=mine\n")
    settings = state.settings_for(8000)
    assert (settings["MAIL_FROM"], settings["SECRET_KEY"]) == ("Us <us@example.org>", "mine")
    assert (var / "facet.env").read_text().splitlines()[:2] == ["MAIL_FROM=Us <us@example.org>", "SECRET_KEY=mine"]
    assert settings["S3_ENDPOINT"].startswith("http://127.0.0.1:")


def test_the_callers_environment_wins(monkeypatch: pytest.MonkeyPatch, var: Path) -> None:
    monkeypatch.setenv("S3_ENDPOINT", "https://s3.example")
    settings = state.settings_for(8000)
    assert settings["S3_ENDPOINT"] == "https://s3.example"
    assert state.brings_own_bucket()
    assert "S3_" not in (var / "facet.env").read_text()


def test_reset_removes_the_data_and_nothing_else(var: Path) -> None:
    for name in ("facet.sqlite3", "facet.sqlite3-wal", "queue.sqlite3", "facet.env", "notes.txt"):
        (var / name).touch()
    (var / "bucket" / "logs").mkdir(parents=True)
    removed = state.remove_data()
    assert [path.name for path in removed] == ["bucket", "facet.sqlite3", "facet.sqlite3-wal", "queue.sqlite3"]
    assert sorted(path.name for path in var.iterdir()) == ["facet.env", "notes.txt"]


def test_two_demos_of_one_folder_are_refused() -> None:
    with state.only_one(), pytest.raises(Failed, match="running"), state.only_one():
        pass
    with state.only_one():
        pass

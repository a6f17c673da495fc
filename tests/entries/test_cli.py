"""`flask receipts verify` from outside: what it prints, how it ends, and that it needs nothing but files."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from competition.entries.rules.receipts import canonical_bytes

ROOT = Path(__file__).parents[2]
RING, FILM = b"the ring's bytes", b"the film's bytes"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def a_line(name: str, content: bytes, **values: Any) -> dict[str, Any]:
    return {"name": name, "size": len(content), "sha256": sha256(content), "sha256_by_browser": None, **values}


def a_manifest(*files: dict[str, Any]) -> bytes:
    told = {"version": 2, "code": "K7M-2QD", "receipt": 1, "submitted_at": "2027-02-27T21:14:09.120+00:00"}
    return canonical_bytes({**told, "files": list(files)})


BOTH = a_manifest(a_line("ring.jpg", RING), a_line("film.mp4", FILM))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the command runs: a manifest, its two files in folders, and a stranger."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "works" / "film").mkdir(parents=True)
    (tmp_path / "manifest.json").write_bytes(BOTH)
    (tmp_path / "works" / "ring.jpg").write_bytes(RING)
    (tmp_path / "works" / "film" / "film.mp4").write_bytes(FILM)
    (tmp_path / "works" / "notes.txt").write_bytes(b"notes")
    return tmp_path


@pytest.fixture
def verify(app: Flask, folder: Path) -> Any:
    """Return what runs the command in that folder."""

    def run(*arguments: str) -> Result:
        return app.test_cli_runner().invoke(args=["receipts", "verify", *arguments])

    return run


def test_all_hold(verify: Any) -> None:
    done = verify("manifest.json", "works")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "receipt   K7M-2QD, number 1, handed in 2027-02-27T21:14:09.120+00:00",
        "holds     ring.jpg",
        "holds     film.mp4",
        f"manifest  {sha256(BOTH)}",
    ]


def test_without_files_those_beside_the_manifest_are_looked_at(verify: Any) -> None:
    assert verify("manifest.json").exit_code == 0


def test_files_may_be_named_and_may_have_other_names(verify: Any, folder: Path) -> None:
    (folder / "works" / "ring.jpg").rename(folder / "renamed.jpg")
    done = verify("manifest.json", "renamed.jpg", "works/film/film.mp4", "works/notes.txt")
    assert done.exit_code == 0
    assert "holds     ring.jpg (here renamed.jpg)\n" in done.stdout
    assert "other     notes.txt: not in this receipt\n" in done.stdout


def test_what_differs_and_what_is_missing_is_said(verify: Any, folder: Path) -> None:
    (folder / "works" / "ring.jpg").write_bytes(RING.upper())
    (folder / "works" / "film" / "film.mp4").unlink()
    done = verify("manifest.json", "works")
    assert done.exit_code == 1
    assert f"differs   ring.jpg: SHA-256 {sha256(RING.upper())}, not {sha256(RING)}\n" in done.stdout
    assert "missing   film.mp4\n" in done.stdout
    (folder / "works" / "ring.jpg").write_bytes(RING + b"!")
    assert f"differs   ring.jpg: {len(RING) + 1} bytes, not {len(RING)}\n" in verify("manifest.json", "works").stdout


def test_what_only_the_browser_hashed_is_said_so_and_what_nobody_hashed_is_not_proven(
    verify: Any, folder: Path
) -> None:
    claimed = a_line("ring.jpg", RING, sha256=None, sha256_by_browser=sha256(RING))
    (folder / "manifest.json").write_bytes(a_manifest(claimed))
    done = verify("manifest.json", "works")
    assert done.exit_code == 0
    assert "holds     ring.jpg, by the SHA-256 that the browser computed\n" in done.stdout
    (folder / "manifest.json").write_bytes(a_manifest(a_line("ring.jpg", RING, sha256=None)))
    done = verify("manifest.json", "works")
    assert done.exit_code == 1
    assert "unproven  ring.jpg: of this size, but the manifest holds no SHA-256 of it\n" in done.stdout


def test_the_manifests_own_digest_is_compared_as_it_is_printed(verify: Any) -> None:
    digest = sha256(BOTH)
    groups = " ".join(digest[start : start + 4] for start in range(0, 64, 4)).upper()
    done = verify("manifest.json", "works", "--digest", groups)
    assert (done.exit_code, done.stdout.endswith(f"{digest}, as asked\n")) == (0, True)
    done = verify("manifest.json", "works", "--digest", "0" * 64)
    assert (done.exit_code, f"differs   from {'0' * 64}, which was asked" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["absent.json"], "absent.json: No such file or directory"),
        (["works"], "works: Is a directory"),
        (["works/notes.txt"], "works/notes.txt: is not JSON, so it is no manifest"),
        (["manifest.json", "absent.jpg"], "absent.jpg: No such file or directory"),
        (["manifest.json", "--digest", "abc"], "--digest: a SHA-256 has 64 digits from 0 to 9 and a to f"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(verify: Any, arguments: list[str], sentence: str) -> None:
    done = verify(*arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"Error: {sentence}\n")


def test_a_strangers_names_move_no_cursor(verify: Any, folder: Path) -> None:
    told = {**json.loads(BOTH), "files": [a_line("a\x1b[2J\n\ud800", b"x")]}
    (folder / "manifest.json").write_text(json.dumps(told))
    done = verify("manifest.json", "works")
    assert (done.exit_code, "missing   a�[2J��\n" in done.stdout) == (1, True)


def test_neither_database_nor_bucket_is_asked(folder: Path) -> None:
    """The command runs where neither exists; what it needs of the settings is only that they can be read."""
    nowhere = {"DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/none", "S3_ENDPOINT": "http://127.0.0.1:1"}
    keys = {"SECRET_KEY": "x" * 32, "S3_ACCESS_KEY": "k", "S3_SECRET_KEY": "s", "VAR_DIR": str(folder / "var")}
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", str(ROOT / "wsgi.py"), "receipts", "verify", "manifest.json", "works"],
        cwd=folder,
        env={**os.environ, **nowhere, **keys, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("holds ") == 2

"""Held against a manifest, the same is found by the command and by the page: one table of cases for both."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from competition.entries.rules.receipts import canonical_bytes
from competition.entries.rules.verifying import Given, compare, read_digest, read_manifest

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests" / "data" / "receipts.json").read_text())
# The page's own modules, run as they are.
SCRIPT = """
import { compare } from "./static/js/entries/receipt/compare.js";
import { readManifest } from "./static/js/entries/receipt/manifest.js";
let told = "";
for await (const chunk of process.stdin) told += chunk;
const found = [];
for (const { manifest, given } of JSON.parse(told)) {
  const read = await readManifest(new File([manifest], "manifest.json"));
  const lines = compare(read, given.map(([name, size, sha256]) => ({ name, size, sha256 })));
  found.push(lines.map(({ finding, promised, given }) => [finding, promised?.name ?? null, given?.name ?? null]));
}
console.log(JSON.stringify(found));
"""


def full(letter: str | None) -> str | None:
    return letter and letter * 64


def manifest_of(case: dict[str, Any]) -> bytes:
    files = [
        {"name": name, "size": size, "sha256": full(ours), "sha256_by_browser": full(claimed)}
        for name, size, ours, claimed in case["promised"]
    ]
    told = {"version": 2, "code": "K7M-2QD", "receipt": 1, "submitted_at": "2027-02-27T21:14:09.120+00:00"}
    return canonical_bytes({**told, "files": files})


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_the_command_finds(case: dict[str, Any]) -> None:
    given = [Given(name, size, str(full(sha256))) for name, size, sha256 in case["given"]]
    lines = compare(read_manifest(manifest_of(case)), given)
    found = [(line.finding, line.promised and line.promised.name, line.given and line.given.name) for line in lines]
    assert found == [tuple(line) for line in case["found"]]


def test_the_page_finds_the_same() -> None:
    asked = [
        {
            "manifest": manifest_of(case).decode(),
            "given": [[name, size, full(sha256)] for name, size, sha256 in case["given"]],
        }
        for case in CASES
    ]
    done = subprocess.run(
        [ROOT / ".venv" / "bin" / "node", "--input-type=module", "--eval", SCRIPT],
        cwd=ROOT,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [case["found"] for case in CASES]


def test_a_printed_digest_is_read_with_its_groups() -> None:
    assert read_digest(" AAAA " * 16) == "a" * 64
    assert (read_digest("aaaa"), read_digest("g" * 64)) == ("", "")

"""Holding files against a manifest: what a receipt promises of each file, and whether what is at hand keeps it.

The page that does the same in a browser is static/js/entries/receipt/; both follow the same rules.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from competition.entries.rules.receipts import VERSIONS

MOST_BYTES = 20_000_000
SHA256 = re.compile(r"[0-9a-f]{64}")


class BadManifestError(ValueError):
    """This is not the manifest of a receipt; the sentence says why."""


class Finding(StrEnum):
    """What holds of one file."""

    holds = "holds"
    differs = "differs"
    missing = "missing"
    unproven = "unproven"
    other = "other"


@dataclass(frozen=True, slots=True)
class Promised:
    """What a manifest says of a file; `sha256` is empty where neither we nor the browser had computed one.

    `awaited_until` is when a file that was still on its way had to have landed; empty of one that was there.
    """

    name: str
    size: int
    sha256: str
    is_by_browser: bool
    awaited_until: str = ""


@dataclass(frozen=True, slots=True)
class AgreedTo:
    """What was agreed to or refused: the kind of clause, and the version of its wording."""

    kind: str
    version: int
    is_given: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as it was read, with the SHA-256 of its very bytes."""

    digest: str
    code: str
    number: int
    submitted_at: str
    files: Sequence[Promised]
    agreed: tuple[AgreedTo, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A file at hand, by the name it has there."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Line:
    """What is found of one file: as the manifest names it, and as it lies at hand (empty where it does not)."""

    finding: Finding
    promised: Promised | None
    given: Given | None


def plain_name(name: str) -> str:
    """Return a name as it compares: composed, since macOS writes é as two characters."""
    return unicodedata.normalize("NFC", name)


def read_digest(text: str) -> str:
    """Return a digest that somebody typed or pasted, printed groups and all; empty if it is none."""
    digest = "".join(text.split()).lower()
    return digest if SHA256.fullmatch(digest) else ""


def read_manifest(content: bytes) -> Manifest:
    """Return what a manifest says; raise `BadManifestError` with a sentence."""
    if len(content) > MOST_BYTES:
        raise BadManifestError("is too large for a manifest")
    try:
        told = json.loads(content.decode())
    except (ValueError, RecursionError):
        raise BadManifestError("is not JSON, so it is no manifest") from None
    if not isinstance(told, dict) or not isinstance(told.get("files"), list) or "submitted_at" not in told:
        raise BadManifestError("is not the manifest of a receipt")
    if told.get("version", 1) not in VERSIONS:
        raise BadManifestError("was written by a newer Facet than this one")
    try:
        files = [_promised(line) for line in told["files"]]
        agreed = tuple(AgreedTo(str(one["kind"]), int(one["version"]), bool(one["given"])) for one in _agreed(told))
        named = (str(told["code"]), int(told["receipt"]), str(told["submitted_at"]))
        return Manifest(_digest(content), *named, files, agreed)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise BadManifestError("is not the manifest of a receipt") from None


def compare(manifest: Manifest, given: Sequence[Given]) -> list[Line]:
    """Return a line for each file of the manifest, in its order, then one for each file that it does not name.

    A file counts by its content, whatever it is called here; only what has no SHA-256 is looked for by its name.
    """
    by_sha256 = {file.sha256: file for file in given}
    wanted = {line.sha256 for line in manifest.files if line.sha256}
    by_name = {plain_name(file.name): file for file in given if file.sha256 not in wanted}
    lines = [_line(line, by_sha256.get(line.sha256), by_name.get(plain_name(line.name))) for line in manifest.files]
    used = {id(line.given) for line in lines}
    others = [file for file in given if file.sha256 not in wanted and id(file) not in used]
    return lines + [Line(Finding.other, None, file) for file in others]


def _line(promised: Promised, same: Given | None, namesake: Given | None) -> Line:
    if promised.sha256 and same is not None:
        return Line(Finding.holds if same.size == promised.size else Finding.differs, promised, same)
    if namesake is None:
        return Line(Finding.missing, promised, None)
    if promised.sha256 or namesake.size != promised.size:
        return Line(Finding.differs, promised, namesake)
    return Line(Finding.unproven, promised, namesake)


def _agreed(told: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The forms before the third one say nothing of it."""
    lines = told.get("agreed", [])
    if not isinstance(lines, list):
        raise TypeError
    return lines


def _promised(line: Any) -> Promised:
    ours, claimed = line["sha256"], line.get("sha256_by_browser")
    sha256 = ours or claimed or ""
    if sha256 and not SHA256.fullmatch(sha256):
        raise ValueError
    until = line.get("awaited_until") or ""
    if not isinstance(until, str):
        raise TypeError
    return Promised(str(line["name"]), int(line["size"]), sha256, not ours and bool(claimed), until)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

"""Verify a receipt offline: a manifest and files of this machine, nothing else. Nothing is stored."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from competition.entries.rules.verifying import Given, Line, Manifest, compare, plain_name, read_manifest


def verify_receipt(manifest_path: Path, paths: Sequence[Path]) -> tuple[Manifest, list[Line]]:
    """Return a manifest and what is found of its files among `paths`, files or folders.

    Of a folder only files are read that could be one of the manifest's, by their name or their size. Raises
    `BadManifestError`, and `OSError` for what cannot be read.
    """
    manifest = read_manifest(manifest_path.read_bytes())
    names = {plain_name(file.name) for file in manifest.files}
    sizes = {file.size for file in manifest.files}
    given = []
    for path, is_named in _files_of(paths):
        size = path.stat().st_size
        if is_named or size in sizes or plain_name(path.name) in names:
            given.append((_given(path, size), is_named))
    lines = compare(manifest, [file for file, _ in given])
    named = {id(file) for file, is_named in given if is_named}
    return manifest, [line for line in lines if line.promised is not None or id(line.given) in named]


def _files_of(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Return each file once, and whether it was named by itself rather than found in a folder."""
    for path in paths:
        if path.is_dir():
            yield from ((found, False) for found in _below(path))
        else:
            yield path, True


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_raise):
        folders.sort()
        yield from (found for name in sorted(names) if (found := Path(parent, name)).is_file())


def _raise(fault: OSError) -> None:
    raise fault


def _given(path: Path, size: int) -> Given:
    with path.open("rb") as file:
        return Given(path.name, size, hashlib.file_digest(file, "sha256").hexdigest())

"""Nothing that is committed names a package registry or a path of the machine on which it was written."""

from __future__ import annotations

import re

from tests.architecture.tree import ROOT, tracked

# Written in pieces, so that this file does not find itself.
REGISTRIES = ("registry.npmjs" + ".org", "files.python" + "hosted.org", "pypi" + ".org", "registry.yarn" + "pkg.com")
MIRRORS = re.compile(r"\"resolved\": *\"https?:|--(?:extra-)?index-url|--find-links|registry *= *https?:")
MACHINE = re.compile(r"(?<![\w.:/-])/(?:work|home|root|Users|opt|mnt)/[\w.-]+")
MACHINE_ALLOWED = re.compile(r"/home/(?:you|user)\b")


def test_no_registry_is_named() -> None:
    assert list(_found(re.compile("|".join(map(re.escape, REGISTRIES))))) == []


def test_locks_name_no_mirror() -> None:
    assert list(_found(MIRRORS)) == []


def test_no_path_of_a_machine_is_named() -> None:
    assert [hit for hit in _found(MACHINE) if not MACHINE_ALLOWED.search(hit)] == []


def _found(pattern: re.Pattern[str]) -> list[str]:
    hits = []
    for path in tracked():
        if path.name == "test_addresses.py":
            continue
        try:
            text = (ROOT / path).read_text()
        except UnicodeDecodeError:
            continue
        hits += [f"{path}: {match[0]}" for match in pattern.finditer(text)]
    return hits

"""The working tree as the guard tests see it: tracked files and parsed modules."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOMAINS = ("people", "calls", "entries", "judging", "results", "publication", "exhibitions", "desk")


@cache
def tracked(*suffixes: str) -> tuple[Path, ...]:
    """Return the files that git knows or would add, relative to the root; those of `suffixes`, or all."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607 - git lies elsewhere on each machine
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    paths = (Path(name) for name in listed.split("\0") if name)
    return tuple(
        sorted(path for path in paths if (not suffixes or path.suffix in suffixes) and (ROOT / path).is_file())
    )


def modules(*under: str) -> Iterator[tuple[Path, ast.Module]]:
    """Return each Python module below the given folders, or the given files, with its syntax tree."""
    for path in tracked(".py"):
        if path.parts[0] in under:
            yield path, _parsed(path)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text())


def functions_of(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return every function of a module, methods and inner ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def imports_of(tree: ast.Module) -> Iterator[str]:
    """Return the full name of every module or member that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)

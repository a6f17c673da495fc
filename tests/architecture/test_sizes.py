"""Nothing grows without an argument: files by their room, functions by lines and arguments.

A room that outgrows its limit becomes a package of the same name, split by noun or by audience. `OVERSIZE` lists
what is larger today; it may only shrink: a file that has become smaller must lower its number or leave.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, functions_of, modules, tracked

ROOMS = {
    "rules": 200,
    "models": 300,
    "queries": 200,
    "services": 300,
    "forms": 250,
    "schemas": 250,
    "views": 250,
    "jobs": 120,
    "cli": 120,
    "labels": 200,
}
OTHER_MODULE = 300
TEST_FILE = 400
CONFTEST = 150
TEMPLATE = 120
COMPONENT = 60
STYLE_OR_SCRIPT = 200

FUNCTION_LINES = 30
ARGUMENTS = 5

OVERSIZE: dict[str, int] = {}


def _limit(path: Path) -> int | None:
    match path.parts:
        case ("migrations", *_):
            return None
        case ("tests", *_, name):
            return CONFTEST if name == "conftest.py" else TEST_FILE
        case ("competition", _, *inner) if path.suffix == ".py":
            return next((ROOMS[part] for part in (Path(part).stem for part in inner) if part in ROOMS), OTHER_MODULE)
        case ("templates", "components", *_):
            return COMPONENT
        case ("templates", *_):
            return TEMPLATE
        case _:
            return {".py": OTHER_MODULE, ".css": STYLE_OR_SCRIPT, ".js": STYLE_OR_SCRIPT}.get(path.suffix)


def test_files_stay_within_the_limit_of_their_room() -> None:
    too_large = {}
    for path in tracked(".py", ".html", ".txt", ".css", ".js"):
        limit = _limit(path)
        lines = len((ROOT / path).read_text().splitlines())
        if limit is not None and lines > limit:
            too_large[str(path)] = lines
    assert too_large == OVERSIZE, "\n".join(f"{name} has {lines} lines" for name, lines in too_large.items())


def test_functions_are_short() -> None:
    too_long = sorted(_long_functions())
    assert too_long == [], "\n".join(too_long)


def _long_functions() -> Iterator[str]:
    for path, tree in modules("competition", "deploy", "tests", "config.py"):
        for function in functions_of(tree):
            if (lines := _lines_without_docstring(function)) > FUNCTION_LINES:
                yield f"{path}:{function.lineno} {function.name} has {lines} lines; {FUNCTION_LINES} are allowed"


def _lines_without_docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)


def test_functions_take_few_arguments() -> None:
    """Fixtures are asked for by naming them, so tests may name more."""
    too_many = [
        f"{path}:{function.lineno} {function.name} takes {count} arguments; {ARGUMENTS} are allowed"
        for path, tree in modules("competition", "deploy", "config.py")
        for function in functions_of(tree)
        if (count := _count_arguments(function)) > ARGUMENTS
    ]
    assert too_many == [], "\n".join(too_many)


def _count_arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = function.args
    named = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in named if name not in {"self", "cls"}])

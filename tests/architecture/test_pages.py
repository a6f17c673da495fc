"""A page is found by its name: blueprint, domain and template folder are called alike; no template lies unused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from tests.architecture.tree import DOMAINS, ROOT, modules, tracked

NAMED_IN_TEMPLATES = re.compile(
    r"{%-?\s*(?:extends|include|import|from)\s+([^%]*?)(?:\s+(?:import|as|with|ignore)\b|-?%})"
)
QUOTED = re.compile(r"[\"']([\w./-]+\.(?:html|txt))[\"']")
# Folders that belong to no domain: the page's frame, its parts, refusals, letters, and the demo's catalogue of parts.
GROUND = {"layouts", "components", "errors", "mail", "demo"}


def test_blueprints_are_named_after_their_domain() -> None:
    wrong = [
        f"{path}: {name}"
        for path, tree in modules("competition")
        if path.parts[1] in DOMAINS
        for name in _blueprints_of(tree)
        if name.split("_")[0] != path.parts[1]
    ]
    assert wrong == []


def _blueprints_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Blueprint":
            first = node.args[0]
            yield first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else "?"


def test_template_folders_are_named_after_domains() -> None:
    folders = {
        path.parts[1] for path in tracked(".html", ".txt") if path.parts[0] == "templates" and len(path.parts) > 2
    }
    assert sorted(folders - GROUND - set(DOMAINS)) == []


def test_no_template_is_unused(app: Flask) -> None:
    """A template is used when Python or another template names it; letters are named by their event."""
    used = set(_named_in_python()) | set(_named_in_templates())
    present = {str(path.relative_to("templates")) for path in _templates()}
    letters = {name for name in present if name.startswith("mail/")}
    assert sorted(present - used - letters) == []
    assert sorted(name for name in used - present if name.count("/")) == []


def test_every_template_compiles(app: Flask) -> None:
    for path in _templates():
        app.jinja_env.get_template(str(path.relative_to("templates")))


def _templates() -> list[Path]:
    return [path for path in tracked(".html", ".txt") if path.parts[0] == "templates"]


def _named_in_python() -> Iterator[str]:
    for _, tree in modules("competition"):
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"[\w./-]+\.(html|txt)", node.value)
            ):
                yield node.value


def _named_in_templates() -> Iterator[str]:
    for path in _templates():
        for tag in NAMED_IN_TEMPLATES.finditer((ROOT / path).read_text()):
            yield from QUOTED.findall(tag[1])

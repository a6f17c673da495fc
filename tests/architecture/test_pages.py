"""A page is found by its name: blueprint, domain and template folder are called alike; no template lies unused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

from flask import Flask

from tests.architecture.tree import DOMAINS, ROOT, modules, tracked

NAMED_IN_TEMPLATES = re.compile(
    r"{%-?\s*(?:extends|include|import|from)\s+([^%]*?)(?:\s+(?:import|as|with|ignore)\b|-?%})"
)
NAME = re.compile(r"[\w*][\w./*-]+\.(?:html|txt)")
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
    """A template is used when Python or another template names it, be it by a pattern: `f"errors/{code}.html"`."""
    patterns = set(_named_in_python()) | set(_named_in_templates())
    present = {str(path.relative_to("templates")) for path in _templates()}
    assert sorted(name for name in present if not any(fnmatch(name, pattern) for pattern in patterns)) == []
    named = {pattern for pattern in patterns if "*" not in pattern and "/" in pattern}
    assert sorted(named - present) == []


def test_every_template_compiles(app: Flask) -> None:
    for path in _templates():
        app.jinja_env.get_template(str(path.relative_to("templates")))


def _templates() -> list[Path]:
    return [path for path in tracked(".html", ".txt") if path.parts[0] == "templates"]


def _named_in_python() -> Iterator[str]:
    for _, tree in modules("competition"):
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr | ast.Constant) and NAME.fullmatch(name := _text_of(node)):
                yield name


def _text_of(node: ast.expr) -> str:
    """Return a string, with `*` for each expression within it."""
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_text_of, node.values))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else "*"


def _named_in_templates() -> Iterator[str]:
    for path in _templates():
        for tag in NAMED_IN_TEMPLATES.finditer((ROOT / path).read_text()):
            yield from QUOTED.findall(tag[1])


def test_templates_hold_no_inline_script_or_style() -> None:
    """The policy of our pages forbids both; a handler in an attribute would silently do nothing."""
    inline = re.compile(r"""\s(?:on[a-z]+|style)\s*=\s*["']|<style\b(?! nonce=)|hx-on\b|hx-vals=["']js:|javascript:""")
    assert _hits(inline, (path for path in _templates() if path.parts[1] != "mail")) == []


def test_pages_ask_nothing_of_another_host() -> None:
    """Facet must work where the hosts of others do not answer. Namespaces are names, not addresses."""
    outside = re.compile(r"https?://(?!www\.w3\.org/|\{\{)[\w.-]+|@import\s+url\(\s*[\"']?//")
    styles = (path for path in tracked(".css", ".js") if path.parts[0] == "static")
    assert _hits(outside, [*_templates(), *styles]) == []


def _hits(pattern: re.Pattern[str], paths: Iterable[Path]) -> list[str]:
    return [f"{path}: {match[0].strip()}" for path in paths for match in pattern.finditer((ROOT / path).read_text())]

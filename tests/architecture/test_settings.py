"""Every setting is read by somebody and stands in README's table; the table names no other."""

from __future__ import annotations

import ast
import re

from config import Settings
from tests.architecture.tree import ROOT, modules

README = ROOT / "README.md"


def test_every_setting_is_read() -> None:
    read = {
        node.attr
        for _, tree in modules("competition", "deploy", "config.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
    }
    assert sorted(Settings.model_fields.keys() - read) == []


def test_the_table_in_the_readme_lists_every_setting() -> None:
    first_cells = re.findall(r"^\|([^|]+)\|", README.read_text(), flags=re.MULTILINE)
    named = [name for cell in first_cells for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", cell)]
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)

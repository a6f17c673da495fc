"""The import rules that import-linter has no words for; the others stand in pyproject.toml."""

from __future__ import annotations

from tests.architecture.tree import DOMAINS, ROOT, imports_of, modules, tracked


def test_a_view_calls_the_services_of_its_own_domain_only() -> None:
    strangers = [
        f"{path} imports {name}"
        for path, tree in modules("competition")
        if len(path.parts) > 2 and path.parts[2].removesuffix(".py") == "views"
        for name in imports_of(tree)
        if name.split(".")[0] == "competition" and "services" in name.split(".") and name.split(".")[1] != path.parts[1]
    ]
    assert strangers == []


def test_the_application_imports_nothing_of_deploy_or_tests() -> None:
    outward = [
        f"{path} imports {name}"
        for path, tree in modules("competition", "config.py", "wsgi.py", "migrations")
        for name in imports_of(tree)
        if name.split(".")[0] in {"deploy", "tests"}
    ]
    assert outward == []


def test_packages_are_named_by_their_subject() -> None:
    """A folder named after nothing becomes the place for everything."""
    nameless = {"utils", "util", "helpers", "common", "misc", "shared", "core", "lib"}
    assert [str(path) for path in tracked() if nameless & {part.split(".")[0] for part in path.parts}] == []


def test_each_package_has_its_door_plate() -> None:
    packages = {path.parent for path, _ in modules("competition", "deploy")}
    without = [str(folder) for folder in sorted(packages) if not _opens_with_docstring(str(folder / "__init__.py"))]
    assert without == []


def _opens_with_docstring(name: str) -> bool:
    path = ROOT / name
    return path.exists() and path.read_text().startswith('"""')


def test_every_domain_is_held_by_the_contract_of_rooms() -> None:
    present = {path.parts[1] for path, _ in modules("competition") if path.parts[1] in DOMAINS}
    contracts = (ROOT / "pyproject.toml").read_text()
    assert [name for name in sorted(present) if f'    "competition.{name}",\n' not in contracts] == []

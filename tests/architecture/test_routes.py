"""Every route carries a gate, and stands with it in one readable table.

The table is `docs/routes.md`; after a change of routes write it anew with
`python -m tests.architecture.test_routes`, and read the difference before you commit it.
"""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import Rule

from competition.app import create_app
from competition.queueing.interface import SilentBell
from competition.web.gates import gate_of
from config import ROOT, Settings

TABLE = ROOT / "docs" / "routes.md"
HEAD = """# Routes and their gates

Who may come to which address. Not there and not yours are the same 404; which rows a person sees beyond the gate is
decided by the queries. A test holds this table to the application.

| address | methods | endpoint | gate |
|---|---|---|---|
"""


def rules(app: Flask) -> list[Rule]:
    """Return the application's rules in the order of their addresses."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))


def table(app: Flask) -> str:
    """Return the table as the application has it."""
    return HEAD + "".join(f"{_row(app, rule)}\n" for rule in rules(app))


def _row(app: Flask, rule: Rule) -> str:
    gate = gate_of(app, rule.endpoint)
    methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
    address = rule.rule.replace("<any(en,nl,fr,zh):lang>", "‹language›").replace("|", "\\|")
    return f"| `{address}` | {methods} | `{rule.endpoint}` | {gate.words if gate else 'NONE'} |"


def test_every_route_carries_a_gate(app: Flask) -> None:
    assert [rule.rule for rule in rules(app) if gate_of(app, rule.endpoint) is None] == []


def test_the_table_of_routes_is_that_of_the_application(app: Flask) -> None:
    assert TABLE.read_text() == table(app)


def test_a_route_without_a_gate_is_shut(settings: Settings) -> None:
    app = create_app(settings, bell=SilentBell())
    app.add_url_rule("/open-by-mistake", "mistake", lambda: "secret")
    answer = app.test_client().get("/open-by-mistake")
    assert (answer.status_code, b"secret" in answer.data) == (404, False)


def _write() -> None:
    """Write the table anew."""
    TABLE.write_text(table(create_app()))


if __name__ == "__main__":
    _write()

"""Data flows down the river in the tables too, and a job that is asked for has a handler."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from competition import db
from competition.app import JOBS
from tests.architecture.tree import DOMAINS, modules


def test_no_foreign_key_points_downstream() -> None:
    depth = {str(mapper.local_table): _depth(mapper.class_) for mapper in db.Base.registry.mappers}
    downstream = [
        f"{table} → {key.column.table}"
        for table in db.Base.metadata.sorted_tables
        for key in table.foreign_keys
        if depth[str(key.column.table)] > depth[str(table)]
    ]
    assert downstream == []


def _depth(model: type) -> int:
    """Return how far down the river a model's domain lies; what lies below all domains is its source."""
    domain = model.__module__.split(".")[1]
    return DOMAINS.index(domain) if domain in DOMAINS else -1


def test_every_job_that_is_scheduled_has_a_handler() -> None:
    handled = {name for table in JOBS for name in table}
    assert sorted(set(_scheduled()) - handled) == []


def _scheduled() -> Iterator[str]:
    for _, tree in modules("competition"):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if called == "schedule" and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value

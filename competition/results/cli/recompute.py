"""`flask results recompute`: prove that a stored run follows from its inputs."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from competition.results import engine, queries, services


@click.command("recompute")
@click.argument("run_id")
@with_appcontext
def recompute(run_id: str) -> None:
    """Compute RUN_ID again from its stored inputs; exit with 1 unless the bytes are the same."""
    run = queries.run_by_id(run_id)
    if run is None or run.computed_at is None:
        click.echo(f"There is no run {run_id}.", err=True)
        sys.exit(2)
    if run.engine_version != engine.ENGINE_VERSION:
        words = f"engine {run.engine_version} computed it and this is engine {engine.ENGINE_VERSION}: use that version"
        click.echo(f"{run_id}: {words}")
        sys.exit(1)
    is_same = services.recompute(run_id)
    click.echo(f"{run_id}: the same" if is_same else f"{run_id}: DIFFERENT from what is stored")
    sys.exit(0 if is_same else 1)

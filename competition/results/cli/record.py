"""`flask results export` and `verify`: a run in one file, and the proof that it follows from its marks."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from competition.results import engine, queries, services
from competition.results.engine.bundle import BadBundle, faults, unpack


@click.command("export")
@click.argument("run_id")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Default: RUN_ID.zip.")
@with_appcontext
def export(run_id: str, output: Path | None) -> None:
    """Write RUN_ID into a file from which anyone can compute it again, under codes and pseudonyms."""
    run = queries.run_by_id(run_id)
    if run is None or run.computed_at is None:
        click.echo(f"There is no run {run_id}.", err=True)
        sys.exit(2)
    target = output or Path(f"{run_id}.zip")
    try:
        target.write_bytes(services.bundle_of(run))
    except OSError as fault:
        click.echo(f"{target}: {fault.strerror}", err=True)
        sys.exit(2)
    click.echo(str(target))


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
def verify(file: Path) -> None:
    """Compute the run in FILE again from its own marks, without any database; exit with 1 unless all of it holds."""
    try:
        run, marks = unpack(file.read_bytes())
        found = faults(run, marks, engine.ENGINE_VERSION)
    except OSError as fault:
        click.echo(f"{file}: {fault.strerror}", err=True)
        sys.exit(2)
    except BadBundle as fault:
        click.echo(f"{file}: {fault}", err=True)
        sys.exit(2)
    for words in found:
        click.echo(f"{file}: {words}")
    if not found:
        click.echo(f"{file}: the results follow from the marks, to the last byte")
        click.echo(f"The log of its call then had {run['log']['length']} events and the head {run['log']['head']}.")
    sys.exit(1 if found else 0)

"""`flask worker`: the process that runs jobs."""

from __future__ import annotations

import click
from flask import Flask, current_app

from competition.queueing.huey import HueyBell, work


def init_app(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(worker)


@click.command("worker")
@click.option("--threads", default=2, show_default=True, help="How many jobs run at once.")
def worker(threads: int) -> None:
    """Run jobs until told to stop."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - the worker's threads outlive this context
    bell = app.extensions["facet_queue"].bell
    if not isinstance(bell, HueyBell):
        message = "this application was made without a real queue"
        raise click.ClickException(message)
    work(app, bell, threads=threads)

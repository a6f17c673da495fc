"""`flask demo load` and `flask demo accounts`."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from competition.desk import services
from config import ROOT

demo = AppGroup("demo", help="The demo's data.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(demo)


@demo.command("load")
def load() -> None:
    """Load the demo, unless it is loaded already."""
    loaded = services.load_demo(ROOT / "deploy" / "demo")
    click.echo("The demo is loaded." if loaded else "The demo is loaded already; its data is kept.")

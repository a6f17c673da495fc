"""`flask demo load` and `flask demo accounts`."""

from __future__ import annotations

import click
from flask import Flask, url_for
from flask.cli import AppGroup

from competition import clock
from competition.desk import queries, services
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


@demo.command("accounts")
def accounts() -> None:
    """List for each part where it begins and how to sign in by hand."""
    found = queries.demo_accounts(clock.now())
    if not found:
        raise click.ClickException("the demo is not loaded; run `flask demo load` first")
    click.echo(
        f"Step into a part by its button: {_address('desk.demo')}\nIts letters are at {_address('desk.mailbox')}\n"
    )
    for account in found:
        click.echo(f"  {account.role.key:<10} {_address(account.role.endpoint):<44} {account.email}")
    click.echo(f"\nTheir password by hand: {found[0].password}")
    click.echo("The codes of their authenticator apps are shown beside the buttons.")


def _address(endpoint: str) -> str:
    return url_for(endpoint, lang="en", _external=True)

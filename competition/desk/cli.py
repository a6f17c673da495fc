"""`flask demo load`, `flask demo accounts`, `flask audit verify`."""

from __future__ import annotations

import click
from flask import Flask, url_for
from flask.cli import AppGroup

from competition import audit, clock
from competition.desk import queries, services
from config import ROOT

demo = AppGroup("demo", help="The demo's data.")


log = AppGroup("audit", help="The log of what was done.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(demo)
    app.cli.add_command(log)


@log.command("verify")
@click.option("--call", default=None, help="The id of one call; without it every chain is walked.")
def verify(call: str | None) -> None:
    """Walk the chains of the log from their start; end with 1 at the first that does not hold."""
    for chain in [call] if call else audit.chains():
        broken = audit.verify(chain)
        if broken:
            click.echo(f"{chain}: broken at event {broken.number}: {broken.reason}")
            raise SystemExit(1)
        click.echo(f"{chain}: {audit.head_of(chain)[0]} events, whole")


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

"""`flask people create`: an account by the operator's own hand."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from competition import clock
from competition.actor import system
from competition.errors import DomainError
from competition.i18n import LANGUAGES
from competition.people import services
from competition.people.labels import REFUSALS
from competition.people.rules import NewPerson

people = AppGroup("people", help="Accounts.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(people)


@people.command("create")
@click.argument("email")
@click.argument("name")
@click.option("--locale", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
@click.password_option(help="Asked for if it is left out, so that no history of a shell keeps it.")
def create(email: str, name: str, locale: str, password: str) -> None:
    """Make an account whose address counts as confirmed; a known address keeps its account."""
    try:
        person_id = services.create_person(system(clock.now()), NewPerson(email, name, password, locale))
    except DomainError as refusal:
        raise click.ClickException(str(REFUSALS[refusal.code]) % refusal.values) from refusal
    click.echo(person_id)

"""`flask bucket-rules`: prepare a bucket that is not the embedded one."""

from __future__ import annotations

import click
from flask import Flask, current_app

from competition.storage.attached import bucket
from competition.storage.interface import StorageUnavailable


def init_app(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(bucket_rules)


@click.command("bucket-rules")
@click.option("--set", "is_wanted", is_flag=True, help="Set them; without this they are only told.")
def bucket_rules(*, is_wanted: bool) -> None:
    """Let this site's pages, and no others, use the bucket, and anyone read its public prefix."""
    origin = current_app.extensions["facet_settings"].base_url
    if not is_wanted:
        click.echo(f"With --set: CORS for {origin} alone, and a policy that makes only public/ readable.")
        return
    try:
        bucket().ensure_rules([origin])
    except StorageUnavailable as error:
        raise click.ClickException(f"The bucket did not take the rules: {error}") from error
    click.echo(f"The bucket serves pages of {origin}, and its public prefix to anyone.")

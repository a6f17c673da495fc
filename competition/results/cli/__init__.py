"""`flask results …`: `recompute` proves a stored run, `export` and `verify` the same in a file for anyone,
`analyse` computes a sheet from elsewhere.

`report` writes what was found as JSON or as a table for people.
"""

from flask import Flask
from flask.cli import AppGroup

from competition.results.cli.analyse import analyse
from competition.results.cli.recompute import recompute
from competition.results.cli.record import export, verify

group = AppGroup(
    "results", help="Scoring runs, and sheets from elsewhere.", commands=[analyse, export, recompute, verify]
)


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(group)

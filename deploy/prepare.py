"""What the demo needs before web and worker begin, in one process, since loading the application takes a second.

A line on its standard input tells it that the bucket is there; on its standard output it says how to sign in, and
nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout

from flask import Flask
from flask.cli import ScriptInfo
from flask_migrate import upgrade

from competition.app import create_app
from competition.desk import services
from deploy.state import LOADING


def main() -> None:
    """Bring the database up to date, load the demo, tell how to sign in."""
    app = create_app()
    with redirect_stdout(sys.stderr):
        with app.app_context():
            upgrade()
        sys.stdin.readline()
        with _noted_while_loading(app):
            _flask(app, "demo", "load")
    _flask(app, "demo", "accounts")


@contextmanager
def _noted_while_loading(app: Flask) -> Iterator[None]:
    """Leave var/demo.loading behind if the first load does not come to its end, so that the next start begins anew."""
    with app.app_context():
        is_first = not services.is_loaded()
    if is_first:
        LOADING.touch()
    yield
    LOADING.unlink(missing_ok=True)


def _flask(app: Flask, *arguments: str) -> None:
    """Run one of the application's commands here; it raises what it raises."""
    app.cli.main(args=list(arguments), prog_name="flask", standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))


if __name__ == "__main__":
    main()

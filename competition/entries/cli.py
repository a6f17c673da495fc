"""`flask receipts verify`: hold files against the manifest of a receipt, without network, database or bucket."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from competition.entries.rules.verifying import BadManifestError, Finding, Line, Manifest, Promised, read_digest
from competition.entries.services.verification import verify_receipt

SAYS_NO = {Finding.differs, Finding.missing, Finding.unproven}


class Refused(click.ClickException):
    """Input that cannot be read: one line on standard error, and nothing else."""

    exit_code = 2


@click.command("verify")
@click.argument("manifest", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--digest", "wanted", default=None, help="The manifest's SHA-256 as it is printed; blanks do not matter.")
def verify(manifest: Path, files: tuple[Path, ...], wanted: str | None) -> None:
    """Hold FILES, or the files in folders, against MANIFEST; without any, those that lie beside it.

    Ends with 0 if every file of the manifest is there and as it was handed in, with 1 if one differs, is missing or
    cannot be proven, with 2 if something cannot be read.
    """
    asked = None if wanted is None else _asked(wanted)
    try:
        found, lines = verify_receipt(manifest, files or (manifest.parent,))
    except OSError as fault:
        raise Refused(_clean(f"{fault.filename or manifest}: {fault.strerror}")) from None
    except BadManifestError as fault:
        raise Refused(_clean(f"{manifest}: {fault}")) from None
    click.echo(_clean(f"receipt   {found.code}, number {found.number}, handed in {found.submitted_at}"))
    for one in found.agreed:
        click.echo(_clean(f"{'agreed' if one.is_given else 'refused':<9} {one.kind}, version {one.version}"))
    for line in lines:
        click.echo(_clean(f"{line.finding:<9} {_words(line)}"))
    click.echo(f"manifest  {found.digest}{_compared(found, asked)}")
    is_other = asked is not None and asked != found.digest
    sys.exit(1 if is_other or any(line.finding in SAYS_NO for line in lines) else 0)


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(AppGroup("receipts", help="Receipts of entries.", commands=[verify]))


def _asked(wanted: str) -> str:
    digest = read_digest(wanted)
    if not digest:
        raise Refused("--digest: a SHA-256 has 64 digits from 0 to 9 and a to f")
    return digest


def _compared(manifest: Manifest, asked: str | None) -> str:
    if asked is None:
        return ""
    return ", as asked" if asked == manifest.digest else f"\ndiffers   from {asked}, which was asked"


def _words(line: Line) -> str:
    if line.promised is None:
        return f"{line.given.name if line.given else ''}: not in this receipt"
    if line.given is None:
        until = line.promised.awaited_until
        return f"{line.promised.name}{f', which was on its way and could land until {until}' if until else ''}"
    renamed = "" if line.given.name == line.promised.name else f" (here {line.given.name})"
    return f"{line.promised.name}{renamed}{_why(line, line.promised)}"


def _why(line: Line, promised: Promised) -> str:
    if line.given is not None and line.finding == Finding.differs:
        if line.given.size != promised.size:
            return f": {line.given.size} bytes, not {promised.size}"
        return f": SHA-256 {line.given.sha256}, not {promised.sha256}"
    if line.finding == Finding.unproven:
        return ": of this size, but the manifest holds no SHA-256 of it"
    awaited = ", which was on its way when it was handed in" if promised.awaited_until else ""
    return f", by the SHA-256 that the browser computed{awaited}" if promised.is_by_browser else ""


def _clean(text: str) -> str:
    """Return a line without anything that moves a terminal's cursor: names in a manifest are others' words."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)

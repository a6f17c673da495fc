"""`flask results analyse`: the methods of the engine on a sheet that an organiser brings."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import click
from flask.cli import with_appcontext

from competition.results.cli import report
from competition.results.engine.answers import METHODS, Question, answer, method_for
from competition.results.engine.ballots import BadBallots, BallotTerms
from competition.results.engine.sheets import BadSheet, Sheet, read_criteria, read_points, read_sheet
from competition.results.engine.values import BadOptions, Options

# What a method must or may be told; to tell it to another is a mistake.
OWN = {"points": "points", "seats": "stv", "ridge": "bradley-terry"}
MOST_REPLICATES = 100_000

Read = TypeVar("Read")


class Refused(click.ClickException):
    """Bad input: one line on standard error, and nothing else."""

    exit_code = 2

    def __init__(self, problem: object) -> None:
        super().__init__(" ".join(str(problem).split()))


class OneLineCommand(click.Command):
    """A command that names a wrong option in one line too, without a page of usage."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise Refused(error.format_message()) from None


@click.command("analyse", cls=OneLineCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--method",
    type=click.Choice(METHODS),
    help="Default: additive for scores, borda for rankings, bradley-terry for duels.",
)
@click.option("--criteria", type=click.Path(path_type=Path), help="JSON: [{name, weight}, …]; else all weigh the same.")
@click.option("--points", help="For points: a table such as 12,10,8,7,6,5,4,3,2,1.")
@click.option("--seats", type=click.IntRange(1, 1000), help="For stv: how many to elect; default 1.")
@click.option("--ridge", type=click.FloatRange(0, 1e6), help="For bradley-terry: λ of the penalty λ·Σθ²; default none.")
@click.option("--bootstrap", type=click.IntRange(0, MOST_REPLICATES), default=0, help="Replicates for rank intervals.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, help="Of chance; default 0.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of a table.")
@with_appcontext
def analyse(file: Path, criteria: Path | None, *, as_json: bool, **asked: Any) -> None:
    """Rank the entries of FILE, a CSV sheet of scores, rankings or duels.

    Its columns, by header and in any order: entry, juror, score and perhaps criterion; or entry, juror, rank;
    or winner, loser and perhaps count, juror. An empty score or rank is an abstention. Nothing is stored.
    """
    try:
        sheet = _sheet(file, criteria)
        found = answer(sheet, _question(sheet, asked))
    except (BadSheet, BadOptions, BadBallots) as problem:
        raise Refused(problem) from None
    click.echo(report.as_json(found) if as_json else report.as_table(found))


def _sheet(file: Path, criteria: Path | None) -> Sheet:
    weights = None if criteria is None else _read(criteria, read_criteria)
    return _read(file, lambda content: read_sheet(content, weights))


def _read(path: Path, reader: Callable[[bytes], Read]) -> Read:
    """Return what `reader` makes of a file's bytes; its faults are told with the file's name."""
    try:
        return reader(path.read_bytes())
    except BadSheet as problem:
        raise Refused(f"{path}: {problem}") from None
    except OSError as fault:
        raise Refused(f"{path}: {fault.strerror}") from None


def _question(sheet: Sheet, asked: dict[str, Any]) -> Question:
    question = Question(asked["method"], options=Options(bootstrap=asked["bootstrap"], seed=asked["seed"]))
    method = method_for(sheet, question)
    given = {name: asked[name] for name in OWN if asked[name] is not None}
    for name in given:
        if OWN[name] != method:
            raise BadOptions(f"--{name} is for {OWN[name]}, not for {method}")
    if method == "points" and "points" not in given:
        raise BadOptions("points needs --points, such as 12,10,8,7,6,5,4,3,2,1")
    if "points" in given:
        given["points"] = _points(given["points"])
    return Question(method, BallotTerms(**given), question.options)


def _points(text: str) -> tuple[Fraction, ...]:
    try:
        return read_points(text)
    except BadSheet as problem:
        raise BadOptions(f"--points: {problem}") from None

"""What a run tells the entrants: read off the stored run, without any juror."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from competition import db
from competition.calls.models import Round
from competition.i18n import Texts
from competition.judging.queries import criteria_of, how_judged
from competition.judging.rules import RoundKind
from competition.results.engine.feedback import CriterionMean, Placed, means_of, quarters_of
from competition.results.engine.marks import Marks
from competition.results.models import ScoringRun
from competition.results.queries.advancing import advancement_to
from competition.results.queries.runs import run_by_id


@dataclass(frozen=True, slots=True)
class ShownMean:
    """A criterion with its scale, and an entry's mean on it; None where too few marked it."""

    name: Texts
    lowest: int
    highest: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class EntryFeedback:
    """What an entry's team may learn of it: in which round it was judged last, its means, its quarter if there is one.

    The quarter of an entry that has no mean is not told: it would be the word of one juror or two.
    """

    round: Texts
    means: tuple[ShownMean, ...]
    quarter: int | None


def feedback_of(run_id: str) -> dict[str, EntryFeedback]:
    """Return what each entry's team may learn of a run, by code.

    An entry that did not go on into the run's round is found in the run by which the others did.
    """
    found: dict[str, EntryFeedback] = {}
    for run in _runs_back_from(run_id):
        found = {**_feedback_of_run(run), **found}
    return found


def _runs_back_from(run_id: str) -> Iterator[ScoringRun]:
    """Yield a run, then the one on which it was chosen who goes on into its round, and so on to the first round."""
    run = run_by_id(run_id)
    while run is not None:
        yield run
        before = advancement_to(run.round_id)
        run = run_by_id(before.run_id) if before else None


def _feedback_of_run(run: ScoringRun) -> dict[str, EntryFeedback]:
    scored = db.session.get_one(Round, run.round_id)
    names = {one.id: one.name for one in criteria_of(run.round_id)}
    marks, quarters = Marks.from_plain(run.inputs), _quarters(run)
    # Votes, vetoes and orders are the jury's own affair: their means would tell of one juror or two.
    is_told = how_judged(run.round_id).kind in {RoundKind.scores, RoundKind.stars}
    scales = {one.name: one.scale for one in marks.criteria}

    def shown(one: CriterionMean) -> ShownMean:
        scale = scales[one.criterion]
        ends = (scale.lowest, scale.highest) if scale else (0, 0)
        return ShownMean(names.get(one.criterion, {}), *ends, one.mean)

    return {
        entry: EntryFeedback(
            round=scored.name,
            means=tuple(shown(one) for one in means) if is_told else (),
            quarter=quarters.get(entry) if any(one.mean is not None for one in means) else None,
        )
        for entry, means in means_of(marks).items()
    }


def _quarters(run: ScoringRun) -> dict[str, int]:
    """Return the entries' quarters; none where the jury fell apart, since nothing then compares all of a category."""
    if not run.outputs["methods"][run.method]["has_common_ranking"]:
        return {}
    return quarters_of(Placed(one["entry"], one["category"], one["rank"]) for one in run.outputs["standings"])

"""One question to any sheet: what this method makes of it, and how far the jurors agree."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from competition.results import engine
from competition.results.engine.agreement import Agreement, agreement_of_places, agreement_of_scores
from competition.results.engine.ballots import (
    BALLOT_METHODS,
    DUEL_METHODS,
    Ballots,
    BallotTerms,
    Duels,
    places_given,
    rank_ballots,
    rank_duels,
)
from competition.results.engine.marks import Criterion, Mark, Marks
from competition.results.engine.ratings import Rating
from competition.results.engine.sheets import Sheet
from competition.results.engine.values import BadOptions, Caveat, CaveatCode, Options, Outcome

METHODS = tuple(dict.fromkeys((*engine.METHODS, *BALLOT_METHODS, *DUEL_METHODS)))
# For each kind of sheet its name and the methods that read it; the first is what serves best if nobody chooses.
FITTING: dict[type[Sheet], tuple[str, tuple[str, ...]]] = {
    Marks: ("scores", ("additive", *(name for name in engine.METHODS if name != "additive"), *BALLOT_METHODS)),
    Ballots: ("rankings", BALLOT_METHODS),
    Duels: ("duels", tuple(DUEL_METHODS)),
}
# These compare all with all: time and memory grow with the square of the entries, or faster.
PAIRWISE = frozenset(DUEL_METHODS)
MOST_PAIRWISE = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """A method, or None for the one that serves best, and what it must be told."""

    method: str | None = None
    terms: BallotTerms = field(default_factory=BallotTerms)
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method made of a sheet. Nobody knows the number of jurors where duels do not name them."""

    outcome: Outcome
    agreement: Agreement
    n_ratings: int
    n_jurors: int | None


def method_for(sheet: Sheet, question: Question) -> str:
    """Return the method asked for, or the best; raise `BadOptions` if it cannot read this kind of sheet."""
    kind, fitting = FITTING[type(sheet)]
    method = question.method or fitting[0]
    if method not in fitting:
        raise BadOptions(f"{method} cannot read {kind}; these can: {', '.join(fitting)}")
    if method in PAIRWISE and len(sheet.entries) > MOST_PAIRWISE:
        raise BadOptions(
            f"{method} compares all pairs: it reads at most {MOST_PAIRWISE} entries, not {len(sheet.entries)}"
        )
    return method


def answer(sheet: Sheet, question: Question) -> Answer:
    """Answer a question. Raises `BadOptions`."""
    method = method_for(sheet, question)
    if isinstance(sheet, Duels):
        outcome = rank_duels(method, sheet, question.terms, question.options)
        return Answer(outcome, Agreement(), sum(duel.count for duel in sheet.rows), len(sheet.jurors) or None)
    if isinstance(sheet, Ballots):
        return _of_ballots(method, sheet, question)
    return _of_marks(method, sheet, question)


def _of_ballots(method: str, ballots: Ballots, question: Question) -> Answer:
    outcome = rank_ballots(method, ballots, question.terms, question.options)
    places = places_given(ballots)
    jurors = tuple(ballot.juror for ballot in ballots.ballots)
    rows = tuple(Mark(entry, juror, "place", place) for entry, juror, place in places)
    beside = engine.analyse(Marks(ballots.entries, jurors, (Criterion("place"),), rows), "mean")
    return Answer(replace(outcome, jurors=beside.jurors), agreement_of_places(places), len(places), len(jurors))


def _of_marks(method: str, marks: Marks, question: Question) -> Answer:
    ratings = ratings_of(marks)
    if method in engine.METHODS:
        outcome = engine.analyse(marks, method, question.options)
    else:
        ballots = Ballots.from_ratings(marks.entries, ratings)
        outcome = rank_ballots(method, ballots, question.terms, question.options)
        outcome = beside_means(outcome, engine.analyse(marks, "mean"))
    return Answer(_told_of_gaps(outcome), agreement_of_scores(ratings), len(marks.rows), len(marks.jurors))


def _told_of_gaps(outcome: Outcome) -> Outcome:
    """Return an outcome that warns, last, of jurors who did not mark all that was marked."""
    marked = sum(one.n > 0 for one in outcome.entries)
    partial = sum(one.n < marked for one in outcome.jurors)
    if not partial or any(warning.code == CaveatCode.incomplete for warning in outcome.warnings):
        return outcome
    return replace(outcome, warnings=(*outcome.warnings, Caveat(CaveatCode.incomplete, partial)))


def ratings_of(marks: Marks) -> list[Rating]:
    """Return each juror's weighted score of each entry."""
    from competition.results.engine.scores import scores_of  # noqa: PLC0415 - numpy loads when it is needed

    scores = scores_of(marks)
    return [
        Rating(scores.entries[entry], scores.jurors[juror], Fraction(int(units), scores.unit))
        for entry, juror, units in zip(scores.entry, scores.juror, scores.units, strict=True)
    ]


def beside_means(outcome: Outcome, means: Outcome) -> Outcome:
    """Return a ranking by orders with the raw means beside it, and what they tell of the jurors."""
    mean_of = {one.entry: one.raw_mean for one in means.entries}
    entries = tuple(replace(one, raw_mean=mean_of[one.entry]) for one in outcome.entries)
    return replace(outcome, entries=entries, jurors=means.jurors)

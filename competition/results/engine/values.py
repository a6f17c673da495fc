"""What is asked of a method and what comes out of it; plain Python, so that the request path may read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

# Results are stored to this many decimals of a point: finer than any mark, coarser than the solver's error.
DECIMALS = 9


class BadOptions(ValueError):
    """The options ask for what cannot be: the sentence says which."""


class Design(StrEnum):
    """How entries came to their jurors, as the organisers say; `complete` is seen from the marks themselves."""

    unknown = "unknown"
    random = "random"


@dataclass(frozen=True, slots=True)
class Options:
    """What may be asked of a method; a run stores it.

    `trim` marks are left out at each end (trimmed); `rescale` also levels how widely jurors spread their marks
    (additive). `bootstrap` is the number of replicates, 0 for no uncertainty; `confidence` that of the rank
    intervals; `cut` the number of places to give. Raises `BadOptions`.
    """

    design: Design = Design.unknown
    trim: int = 1
    rescale: bool = False
    bootstrap: int = 0
    seed: int = 0
    confidence: float = 0.9
    cut: int = 1

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if self.trim < 0 or self.bootstrap < 0 or self.seed < 0:
            raise BadOptions("trim, bootstrap and seed are whole numbers from 0")
        if self.cut < 1 or not 0 < self.confidence < 1:
            raise BadOptions("cut is a whole number from 1, confidence lies between 0 and 1")


class CaveatCode(StrEnum):
    """What a reader of a ranking must know before he trusts it."""

    disconnected = "disconnected"
    unmarked = "unmarked"
    few_marks = "few_marks"
    flat = "flat"
    weak_links = "weak_links"
    trimmed_refused = "trimmed_refused"
    closed_panels = "closed_panels"
    unknown_assignment = "unknown_assignment"
    extreme = "extreme"
    grouped = "grouped"
    not_converged = "not_converged"
    incomplete = "incomplete"
    separated = "separated"
    below_least = "below_least"


@dataclass(frozen=True, slots=True)
class Caveat:
    """One warning: its kind, how many things it is about, and their names."""

    code: CaveatCode
    number: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryOutcome:
    """An entry's result.

    `score` is what ranks, in the method's own unit: points for mean, median and trimmed; points above the
    centre of the component for additive; logits for rasch; a number of votes, or minus that of vetoes; standard
    deviations for zscore; a share of the entries below for percentile. `level` is the same on the scale of the
    marks, for reading, where there is such a thing. `rank` begins at 1, equal ranks are ties; it counts inside
    `component` where the method cannot compare beyond it. `n` is the number of jurors who marked. Without
    marks there is neither score nor rank. The last four are known only where a bootstrap was asked for and possible:
    the rank interval, and the probability to be first and to be among the first `cut`.
    """

    entry: str
    score: float | None = None
    level: float | None = None
    rank: int | None = None
    raw_mean: float | None = None
    n: int = 0
    component: int | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    p_first: float | None = None
    p_top: float | None = None


@dataclass(frozen=True, slots=True)
class JurorOutcome:
    """A juror: entries marked, and what the method found of him; None where it is not estimated.

    `severity` is how far below the others' his marks lie (points; logits for rasch) with its standard error;
    `scale` how widely he spreads them (1 as the others); `infit` and `outfit` mean squares about 1;
    `spearman_rest` the rank correlation of his scores with the mean of the other jurors'.
    """

    juror: str
    n: int
    severity: float | None = None
    severity_se: float | None = None
    scale: float | None = None
    infit: float | None = None
    outfit: float | None = None
    spearman_rest: float | None = None


@dataclass(frozen=True, slots=True)
class CriterionOutcome:
    """How hard it is to get points on a criterion, in logits about zero (rasch)."""

    criterion: str
    difficulty: float | None = None


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What the bootstrap of a method shows beyond each entry's own interval.

    `leaders` are the first entries by rank, at most 30, of the largest component; `above[a][b]` is the share of
    replicates in which leader a stands above leader b, half of the ties counted. `open_at_cut` are the entries
    that cannot be told from the other side of the cut line. `open_with_one_more` is how many these would be if
    each entry had one more juror: errors times √(n ∕ (n + 1)), since the variance of a mean is in inverse proportion
    to what it is of (Spearman and Brown, *Brit. J. Psychology* 3 (1910) 271 and 296). The widths are those of the rank
    intervals of the entries in `open_at_cut`, on average, now and then; `undecided` is the share of pairs of leaders
    across the cut line of which neither is ahead in `confidence` of the replicates, None without such a pair.
    """

    replicates: int
    seed: int
    confidence: float
    cut: int
    leaders: tuple[str, ...] = ()
    above: tuple[tuple[float, ...], ...] = ()
    open_at_cut: tuple[str, ...] = ()
    open_with_one_more: int = 0
    width_at_cut: float = 0.0
    width_with_one_more: float = 0.0
    undecided_at_cut: float | None = None
    undecided_with_one_more: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A ranking and its explanation; entries by rank, then name. `has_common_ranking` is false across components.

    `refusal` says why a method gave no scores at all.
    """

    method: str
    entries: tuple[EntryOutcome, ...]
    jurors: tuple[JurorOutcome, ...]
    components: int
    has_common_ranking: bool = True
    warnings: tuple[Caveat, ...] = field(default_factory=tuple)
    criteria: tuple[CriterionOutcome, ...] = ()
    refusal: CaveatCode | None = None
    uncertainty: Uncertainty | None = None

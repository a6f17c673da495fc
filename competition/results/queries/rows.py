"""What pages are told of a run: rows with the names that a run itself must not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from competition.i18n import Texts
from competition.results.rules import CLEAR, Remark


@dataclass(frozen=True, slots=True)
class Place:
    """A place among those that are compared, its interval, and the chance to be first; None where nothing is known."""

    rank: int | None = None
    low: int | None = None
    high: int | None = None
    p_first: float | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes on an entry; of vetoes `yes` counts those against it.

    `passes` says whether it goes on, None where too few voted; `is_aside` that no chair has ruled on it yet.
    """

    yes: int
    maybe: int
    no: int
    passes: bool | None
    is_aside: bool


@dataclass(frozen=True, slots=True)
class RankRow:
    """An entry in the table of a run. Figures are points; an entry nobody marked has none.

    `place` is among all entries (of its group, where the jury fell apart), `own` inside its category. `rank` is
    the place after the call's rules for ties. `is_shut` says that the reader may not learn any of it.
    """

    entry_id: str | None
    code: str
    title: str
    locale: str
    category_id: str | None
    category: Texts
    n: int
    rank: int | None
    level: float | None
    mean_rank: int | None
    mean: float | None
    component: int | None
    place: Place = Place()
    own: Place = Place()
    votes: Votes | None = None
    is_shut: bool = False

    @property
    def passes(self) -> bool | None:
        """Return whether the votes let it go on; None where nothing decides."""
        return self.votes.passes if self.votes else None

    @property
    def difference(self) -> float | None:
        """Return what the method adds to the mean."""
        return self.level - self.mean if self.level is not None and self.mean is not None else None


@dataclass(frozen=True, slots=True)
class Drift:
    """By how many points marks change from the first entry to the last of so many; `error` is twice the standard error.

    `p` is the chance of so much where nothing changes, all jurors that were asked counted in.
    """

    points: float
    error: float | None
    entries: int
    p: float | None

    @property
    def is_clear(self) -> bool:
        """Tell whether it is more than chance explains."""
        return self.p is not None and self.p < CLEAR


@dataclass(frozen=True, slots=True)
class OneMore:
    """How many points a typical entry is known to, by jurors an entry: as now, one more, twice as many.

    `uncertainty` is the engine's `Uncertainty` as JSON, of the method that ranks; None where it knows of none.
    """

    confidence: float
    half_widths: list[tuple[int, float]]
    uncertainty: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class JurorRow:
    """A juror in a run, and how many sheets he has open now. `found` is the engine's `JurorOutcome` as JSON."""

    name: str
    pseudonym: str
    n: int
    left: int
    found: dict[str, Any]
    halo: float | None
    remarks: tuple[Remark, ...]
    drift: Drift | None

    @property
    def severity(self) -> float | None:
        """Return by how many points he marks below the others."""
        value: float | None = self.found.get("severity")
        return value


@dataclass(frozen=True, slots=True)
class Moved:
    """An entry with its rank by each method; None where the method gives none."""

    row: RankRow
    ranks: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A juror's part in an entry's result, with his name."""

    name: str
    given: float
    worth: float
    correction: str


@dataclass(frozen=True, slots=True)
class Decisive:
    """One juror, or one score of his, without which others would lead: whom, by code and title."""

    name: str
    entry: str
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Affinity:
    """What sharing an attribute with an entrant is worth in points, from n scores; `error` is two standard errors.

    None where the marks do not tell.
    """

    attribute: str
    points: float | None
    error: float | None
    n: int

    @property
    def is_clear(self) -> bool:
        """Tell whether it is more than chance explains, at about nineteen in twenty."""
        return self.points is not None and self.error is not None and abs(self.points) > self.error

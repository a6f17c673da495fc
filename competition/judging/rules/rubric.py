"""The law of a rubric: its criteria, their scales, and when it may still be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from competition.errors import DomainError, Stale
from competition.judging.rules.kinds import RoundHow, RoundKind, check_how

LEAST_STEPS = 2
MOST_STEPS = 11
MOST_POINTS = 100
MOST_WEIGHT = 100
MOST_CRITERIA = 12
MOST_NAME = 120
MOST_HELP = 500
MOST_STEP = 200

Texts = Mapping[str, str]


class CommentRule(StrEnum):
    """Whether a score sheet asks for words."""

    off = "off"
    optional = "optional"
    required = "required"


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """One line of a rubric as an organiser wrote it: whole points from `lowest` to `highest`.

    `steps` holds one text per point, or nothing at all.
    """

    name: Texts
    help: Texts
    weight: int
    lowest: int
    highest: int
    steps: tuple[Texts, ...] = ()

    @property
    def size(self) -> int:
        """Return how many steps the scale has."""
        return self.highest - self.lowest + 1


@dataclass(frozen=True, slots=True)
class RubricCommand:
    """The whole rubric of a round, as it shall be; `version` is the one that it was written from.

    Only a round of scores has criteria of its own; the question that another kind asks goes without saying.
    """

    version: int
    is_blind: bool
    comments: CommentRule
    criteria: tuple[CriterionDraft, ...]
    how: RoundHow = field(default_factory=RoundHow)


class RubricFault(DomainError):
    """Something is wrong with the criterion at `number` (from 1)."""

    code = "criterion_wrong"


class RubricIsEmpty(DomainError):
    """A rubric has at least one criterion."""

    code = "rubric_empty"


class TooManyCriteria(DomainError):
    """A rubric has at most `most` criteria."""

    code = "too_many_criteria"


class CriterionNeedsName(RubricFault):
    """A criterion has a name in at least one language."""

    code = "criterion_needs_name"


class ScaleOutOfBounds(RubricFault):
    """A scale has from 2 to 11 whole steps between 0 and 100."""

    code = "scale_out_of_bounds"


class WeightOutOfBounds(RubricFault):
    """A weight is a whole number from 1 to 100."""

    code = "weight_out_of_bounds"


class StepsDoNotFit(RubricFault):
    """There is one descriptor per step, or none at all."""

    code = "steps_do_not_fit"


class RubricIsLocked(DomainError):
    """The first mark was given: whoever judged already judged by this rubric."""

    code = "rubric_locked"
    status = 409


class RubricIsStale(Stale):
    """Another organiser saved the rubric meanwhile."""

    code = "rubric_stale"


class RoundIsMissing(DomainError):
    """A call without a round of judging has no rubric and no assignments."""

    code = "round_missing"


def may_change_rubric(locked_at: datetime | None) -> bool:
    """Tell whether the rubric may still be changed: until the first mark is given."""
    return locked_at is None


def check_rubric(command: RubricCommand) -> None:
    """Refuse a rubric that cannot be judged by, naming the criterion that is wrong."""
    check_how(command.how)
    if command.how.kind != RoundKind.scores:
        return
    if not command.criteria:
        raise RubricIsEmpty
    if len(command.criteria) > MOST_CRITERIA:
        raise TooManyCriteria(most=MOST_CRITERIA)
    for number, criterion in enumerate(command.criteria, start=1):
        _check_criterion(number, criterion)


def _check_criterion(number: int, criterion: CriterionDraft) -> None:
    if not any(text.strip() for text in criterion.name.values()):
        raise CriterionNeedsName(number=number)
    if not is_scale(criterion.lowest, criterion.highest):
        raise ScaleOutOfBounds(number=number, least=LEAST_STEPS, most=MOST_STEPS, highest=MOST_POINTS)
    if not 1 <= criterion.weight <= MOST_WEIGHT:
        raise WeightOutOfBounds(number=number, most=MOST_WEIGHT)
    if criterion.steps and len(criterion.steps) != criterion.size:
        raise StepsDoNotFit(number=number, steps=criterion.size)


def is_scale(lowest: int, highest: int) -> bool:
    """Tell whether these two points bound a scale of 2 to 11 steps between 0 and 100."""
    steps = highest - lowest + 1
    return 0 <= lowest < highest <= MOST_POINTS and LEAST_STEPS <= steps <= MOST_STEPS

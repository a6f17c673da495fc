"""What holds for the sheets of a round besides their marks: reasons, how many votes there are, what stands for good."""

from __future__ import annotations

from collections.abc import Mapping

from competition.errors import DomainError
from competition.judging.rules.kinds import GRAVE, RoundHow, RoundKind, needs_reason
from competition.judging.rules.rubric import CommentRule

YES = 2


class HandedInStands(DomainError):
    """In this round a sheet that was handed in stands as it is."""

    code = "handed_in_stands"


class TooManyVotes(DomainError):
    """A juror has `most` votes in this round, and has given them all."""

    code = "too_many_votes"


class HandedInByRanking(DomainError):
    """In a ranking one hands in the order of all entries, not one entry."""

    code = "handed_in_by_ranking"


def comment_rule(how: RoundHow, marks: Mapping[str, int], usual: CommentRule) -> CommentRule:
    """Return what is asked of a sheet in words: where a kind knows a grave answer, the comment is the reason for it."""
    if how.kind not in GRAVE:
        return usual
    if any(needs_reason(how.kind, points) for points in marks.values()):
        return CommentRule.required
    # Words may stay that were written before the answer changed.
    return CommentRule.optional if usual == CommentRule.off else usual


def is_vote(how: RoundHow, marks: Mapping[str, int]) -> bool:
    """Tell whether a sheet takes one of a juror's votes."""
    return how.kind == RoundKind.screening and YES in marks.values()


def check_votes(how: RoundHow, given: int) -> None:
    """Refuse a vote more than a juror has; `given` counts those on his other sheets."""
    if how.kind == RoundKind.screening and how.size is not None and given >= how.size:
        raise TooManyVotes(most=how.size)

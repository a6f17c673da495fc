"""The law of a jury: what a juror pledges before the first picture."""

from __future__ import annotations

from dataclasses import dataclass

from competition.errors import DomainError

# Raised when the text of the pledge changes in substance: every juror then accepts it anew.
PLEDGE_VERSION = 1
MOST_INTERESTS = 2000
MOST_RELATION = 1000


@dataclass(frozen=True, slots=True)
class PledgeCommand:
    """A juror's acceptance of confidentiality and conduct; `interests` in his own words, or empty for none.

    With `may_be_named` the public page of the call names him.
    """

    keeps_confidence: bool
    keeps_conduct: bool
    interests: str = ""
    may_be_named: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a juror is: entries laid before him and not recused, sheets handed in, begun, and recusals."""

    assigned: int = 0
    submitted: int = 0
    begun: int = 0
    recused: int = 0

    @property
    def left(self) -> int:
        """Return how many entries still wait for this juror's sheet."""
        return self.assigned - self.submitted


class PledgeIsMissing(DomainError):
    """Nobody looks at an entry before he accepted confidentiality, conduct and declared his interests."""

    code = "pledge_missing"
    status = 403


class PledgeIsIncomplete(DomainError):
    """Confidentiality and conduct are accepted both, or nothing is."""

    code = "pledge_incomplete"


class RelationIsMissing(DomainError):
    """Whoever recuses himself says why."""

    code = "relation_missing"


def check_pledge(command: PledgeCommand) -> None:
    """Refuse a pledge that leaves something out."""
    if not (command.keeps_confidence and command.keeps_conduct):
        raise PledgeIsIncomplete

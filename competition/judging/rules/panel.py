"""The law of a jury: what a juror pledges before the first picture, how entries are laid before jurors."""

from __future__ import annotations

from dataclasses import dataclass

from competition.errors import DomainError

# Raised when the text of the pledge changes in substance: every juror then accepts it anew.
PLEDGE_VERSION = 1
MOST_INTERESTS = 2000
MOST_RELATION = 1000
MOST_JURORS_PER_ENTRY = 50


@dataclass(frozen=True, slots=True)
class PledgeCommand:
    """A juror's acceptance of confidentiality and conduct; `interests` in his own words, or empty for none."""

    keeps_confidence: bool
    keeps_conduct: bool
    interests: str = ""


@dataclass(frozen=True, slots=True)
class AssignCommand:
    """A deal of entries to jurors as it was shown: the same seed deals the same way, `digest` says what was seen."""

    per_entry: int
    seed: str
    digest: str


@dataclass(frozen=True, slots=True)
class HandCommand:
    """The entries ticked for one juror, out of those that the page had shown."""

    shown: frozenset[str]
    chosen: frozenset[str]


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


class OwnEntry(DomainError):
    """Nobody judges an entry whose team he is on."""

    code = "own_entry"


class SheetIsBegun(DomainError):
    """An entry with a sheet that was begun is not taken from its juror: what he judged is kept."""

    code = "sheet_begun"
    status = 409


class JurorsPerEntryOutOfBounds(DomainError):
    """An entry is seen by 1 to `most` jurors."""

    code = "per_entry_out_of_bounds"


class NobodyToAssign(DomainError):
    """A deal needs entries that were handed in and jurors who accepted."""

    code = "nobody_to_assign"


class DealHasChanged(DomainError):
    """Entries or jurors changed since the deal was shown: it is shown again before anything is done."""

    code = "deal_changed"
    status = 409


class RelationIsMissing(DomainError):
    """Whoever recuses himself says why."""

    code = "relation_missing"


def check_pledge(command: PledgeCommand) -> None:
    """Refuse a pledge that leaves something out."""
    if not (command.keeps_confidence and command.keeps_conduct):
        raise PledgeIsIncomplete


def check_per_entry(per_entry: int) -> None:
    """Refuse a number of jurors per entry that makes no sense."""
    if not 1 <= per_entry <= MOST_JURORS_PER_ENTRY:
        raise JurorsPerEntryOutOfBounds(most=MOST_JURORS_PER_ENTRY)

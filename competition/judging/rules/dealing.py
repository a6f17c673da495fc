"""The law of laying entries before jurors: what an organiser may ask for, what a juror takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from competition.errors import DomainError
from competition.i18n import LANGUAGES

MOST_JURORS_PER_ENTRY = 50
MOST_LEEWAY = 20
MOST_ENTRIES = 10_000


class ProposalState(StrEnum):
    """How far a proposed deal is."""

    asked = "asked"
    ready = "ready"
    applied = "applied"


@dataclass(frozen=True, slots=True)
class DealCommand:
    """What a deal shall be like.

    Each entry gets `per_entry` jurors; a juror's work differs from an even share by `leeway` entries at most;
    `borrowed` of a hundred pairs go to jurors who were not chosen for the entry's category; with `moves_open` what
    nobody has begun may be dealt anew. The same seed deals the same way.
    """

    per_entry: int
    seed: str
    leeway: int = 0
    borrowed: int = 0
    moves_open: bool = False


@dataclass(frozen=True, slots=True)
class TermsCommand:
    """What a juror takes: the languages he reads, the categories he was chosen for (none: all alike), how many."""

    languages: tuple[str, ...]
    categories: tuple[str, ...] = ()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class HandCommand:
    """The entries ticked for one juror, out of those that the page had shown."""

    shown: frozenset[str]
    chosen: frozenset[str]


class JurorsPerEntryOutOfBounds(DomainError):
    """An entry is seen by 1 to `most` jurors."""

    code = "per_entry_out_of_bounds"


class DealOutOfBounds(DomainError):
    """A deal's leeway and its share of borrowed pairs have bounds."""

    code = "deal_out_of_bounds"


class TermsOutOfBounds(DomainError):
    """A juror reads one language at least, sits for categories of the call, and takes a whole number of entries."""

    code = "terms_out_of_bounds"


class NobodyToAssign(DomainError):
    """A deal needs entries that were handed in and jurors who accepted."""

    code = "nobody_to_assign"


class DealHasChanged(DomainError):
    """Entries or jurors changed since the deal was worked out: it is worked out again before anything is done."""

    code = "deal_changed"
    status = 409


class OwnEntry(DomainError):
    """Nobody judges an entry whose team he is on."""

    code = "own_entry"


class SheetIsBegun(DomainError):
    """An entry with a sheet that was begun is not taken from its juror: what he judged is kept."""

    code = "sheet_begun"
    status = 409


def check_deal(command: DealCommand) -> None:
    """Refuse a deal that makes no sense."""
    if not 1 <= command.per_entry <= MOST_JURORS_PER_ENTRY:
        raise JurorsPerEntryOutOfBounds(most=MOST_JURORS_PER_ENTRY)
    if not 0 <= command.leeway <= MOST_LEEWAY or not 0 <= command.borrowed <= 100:
        raise DealOutOfBounds(most=MOST_LEEWAY)


def check_terms(command: TermsCommand, categories: frozenset[str]) -> None:
    """Refuse terms under which a juror could not sit."""
    is_good = (
        bool(command.languages)
        and set(command.languages) <= set(LANGUAGES)
        and set(command.categories) <= categories
        and (command.most is None or 0 <= command.most <= MOST_ENTRIES)
    )
    if not is_good:
        raise TermsOutOfBounds

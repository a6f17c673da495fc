"""The law of a ranking: a juror's order of the works before him, best first; what he leaves out shares the last place.

An order is kept whole, with each save a version, and handed in whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from competition.errors import DomainError, Stale
from competition.judging.rules.kinds import RoundHow
from competition.judging.rules.rubric import CommentRule

# So many works are named where they lack something; the page marks them all.
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class BallotCommand:
    """An order as the juror has it: the codes of entries, best first; `version` is the one that he began from."""

    version: int
    order: tuple[str, ...]


class NotARanking(DomainError):
    """This round asks for no order."""

    code = "not_a_ranking"


class CodeUnknown(DomainError):
    """The order names an entry that does not lie before the juror; `given` is its code."""

    code = "ranking_code_unknown"


class CodeTwice(DomainError):
    """An entry has one place."""

    code = "ranking_code_twice"


class TooManyPlaces(DomainError):
    """A juror fills at most `most` places."""

    code = "ranking_too_many"


class RankingIsIncomplete(DomainError):
    """An order is handed in with all its places filled; `missing` are still open."""

    code = "ranking_incomplete"


class RankedInStaysWhole(RankingIsIncomplete):
    """An order that was handed in may be changed until the close, but not made incomplete."""

    code = "ranked_in_stays_whole"


class WorksLackComments(DomainError):
    """Where a round asks for a comment on every work, an order is handed in with all of them written.

    `codes` are of works that have none yet, at most `MOST_NAMED`.
    """

    code = "ranking_lacks_comments"


class BallotIsStale(Stale):
    """A newer order was saved elsewhere; it comes with the refusal, so that both can be compared."""

    code = "ranking_stale"


def places_in(how: RoundHow, entries: int) -> int:
    """Return how many places a juror fills who has so many entries before him."""
    return min(how.size or entries, entries)


def checked_order(command: BallotCommand, how: RoundHow, ids: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of an order, best first. `ids` are those of the juror's entries, by their codes."""
    if unknown := [code for code in command.order if code not in ids]:
        raise CodeUnknown(given=unknown[0][:40])
    if twice := [code for place, code in enumerate(command.order) if code in command.order[:place]]:
        raise CodeTwice(given=twice[0])
    if len(command.order) > (most := places_in(how, len(ids))):
        raise TooManyPlaces(most=most)
    return tuple(ids[code] for code in command.order)


def check_complete(order: Sequence[str], how: RoundHow, entries: int, *, was_handed_in: bool) -> None:
    """Refuse an order that still has open places."""
    if missing := places_in(how, entries) - len(order):
        raise (RankedInStaysWhole if was_handed_in else RankingIsIncomplete)(missing=missing)


def check_comments(rule: CommentRule, codes: Sequence[str]) -> None:
    """Refuse an order where a comment is asked for on every work, and these works have none."""
    if rule == CommentRule.required and codes:
        rest = ["…"] if len(codes) > MOST_NAMED else []
        raise WorksLackComments(codes=", ".join([*codes[:MOST_NAMED], *rest]))


def worths(order: Sequence[str], entries: Collection[str]) -> dict[str, Fraction]:
    """Return for each entry on a juror's ballot how many of the others he put below it; half for those level with it.

    `entries` are all that count of those before him: what is not in his order shares the places after it. So a place
    p of n is worth n − p (Borda), and the order can be read from it again.
    """
    placed = [entry for entry in order if entry in entries]
    rest = set(entries) - set(placed)
    level = Fraction(len(rest) - 1, 2)
    found = {entry: Fraction(len(entries) - place) for place, entry in enumerate(placed, start=1)}
    return found | dict.fromkeys(sorted(rest), level)

"""What makes a juror fit an entry, in points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from competition.judging.engine.dealing import Pair

# He reads its language; he was chosen for its category; it lies before him already, unbegun.
LANGUAGE = 2
CATEGORY = 2
STAYING = 1


@dataclass(frozen=True, slots=True)
class Wishes:
    """What makes a deal good: `fit` is what a pair is worth, whole points, 0 where nothing is said.

    `borrowed` is the least share, 0 to 1, of the added pairs that are not in `own`: the pairs of a juror with the
    entries he was chosen for. `leeway` is by how many entries a juror's work may differ from an even share.
    """

    fit: Mapping[Pair, int] = field(default_factory=dict)
    own: frozenset[Pair] = frozenset()
    borrowed: float = 0
    leeway: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry as a deal sees it: the languages in which it can be read, and its category."""

    entry: str
    languages: frozenset[str]
    category: str | None


@dataclass(frozen=True, slots=True)
class Sitter:
    """A juror as a deal sees him: the languages that he reads, the categories that he was chosen for; none: all."""

    juror: str
    languages: frozenset[str]
    categories: frozenset[str]


def wishes_of(
    pieces: Iterable[Piece], sitters: Iterable[Sitter], lies: frozenset[Pair], borrowed: float = 0, leeway: int = 0
) -> Wishes:
    """Return what each pair is worth; `lies` are the pairs that are laid and may move."""
    sitters, fit, own = list(sitters), dict[Pair, int](), set[Pair]()
    for piece in pieces:
        for sitter in sitters:
            pair = (piece.entry, sitter.juror)
            is_own = piece.category in sitter.categories
            worth = LANGUAGE * reads(piece, sitter) + CATEGORY * is_own + STAYING * (pair in lies)
            if worth:
                fit[pair] = worth
            if is_own:
                own.add(pair)
    return Wishes(fit, frozenset(own), borrowed, leeway)


def reads(piece: Piece, sitter: Sitter) -> bool:
    """Tell whether a juror can read an entry in a language of his."""
    return not piece.languages.isdisjoint(sitter.languages)

"""Who takes an entry that its juror may not judge: one juror, chosen at once, without dealing anything anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from competition.judging.engine.dealing import Pair, Pool, place_in_order
from competition.judging.engine.linking import groups_of
from competition.judging.engine.wishing import CATEGORY, LANGUAGE, Piece, Sitter, reads


def replacement(pool: Pool, gone: Pair, piece: Piece, sitters: Iterable[Sitter], seed: str) -> str | None:
    """Return the juror who takes an entry in the place of the one who is `gone`; None where nobody may, or has room.

    Of those who may, who fits best (language, category); among equals one by whom jurors and entries hang together
    again whom the one who is gone had linked; then the least loaded, then chance. The same pool, entry and seed give
    the same juror.
    """
    loads = Counter(juror for _entry, juror in pool.kept)
    known = {one.juror: one for one in sitters}
    lost = _jurors_near(piece.entry, {*pool.kept, gone}) - _jurors_near(piece.entry, pool.kept)
    taken = pool.barred | pool.kept
    may = [
        one
        for one in pool.jurors
        if (piece.entry, one) not in taken and one in known and pool.has_room(one, loads[one])
    ]

    def rank(juror: str) -> tuple[int, bool, int, int]:
        sitter = known[juror]
        fit = LANGUAGE * reads(piece, sitter) + CATEGORY * (piece.category in sitter.categories)
        return (-fit, juror not in lost, loads[juror], place_in_order(seed, juror, piece.entry))

    return min(may, key=rank, default=None)


def _jurors_near(entry: str, pairs: Iterable[Pair]) -> set[str]:
    """Return the jurors who hang together with an entry by what is shared."""
    near = (group for group in groups_of(pairs) if any(one == entry for one, _juror in group))
    return {juror for group in near for _entry, juror in group}

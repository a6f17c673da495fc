"""Who goes on into the round that follows, and where each entry stands for that."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from competition import db
from competition.calls.models import Round
from competition.judging.models import Admission
from competition.results.models import Advancement
from competition.results.queries.rows import RankRow
from competition.results.rules import Standing


def next_round(scored: Round) -> Round | None:
    """Return the round that follows; None after the last."""
    query = select(Round).where(Round.call_id == scored.call_id, Round.position > scored.position)
    return db.session.scalar(query.order_by(Round.position).limit(1))


def admitted_to(round_id: str) -> frozenset[str]:
    """Return the entries that were let into a round."""
    return frozenset(db.session.scalars(select(Admission.entry_id).where(Admission.round_id == round_id)))


def advancement_to(round_id: str) -> Advancement | None:
    """Return by what they were."""
    return db.session.get(Advancement, round_id)


def standings_of(rows: Iterable[RankRow]) -> list[Standing]:
    """Return where the entries of a run stand; those that were withdrawn are left out."""
    return [Standing(row.entry_id, row.rank, row.own.rank, row.level, row.passes) for row in rows if row.entry_id]

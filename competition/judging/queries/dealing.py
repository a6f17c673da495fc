"""What entries are dealt from: those of a round, its jurors with what they take, what stands and what must not be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from competition import db
from competition.calls.models import Round
from competition.entries.models import Entry, EntryMember
from competition.judging.engine import Pair, Piece, Pool, Sitter
from competition.judging.models import Assignment, JurorTerms, Proposal, ScoreSheet
from competition.judging.queries.conflicts import confirmed_in
from competition.judging.queries.panel import jurors_of
from competition.judging.queries.rubric import entries_in
from competition.people.models import Person


@dataclass(frozen=True, slots=True)
class Hands:
    """What a round can be dealt from. `lies` are the pairs that stand and that nobody has begun."""

    pool: Pool
    pieces: tuple[Piece, ...]
    sitters: tuple[Sitter, ...]
    lies: frozenset[Pair]

    @property
    def digest(self) -> str:
        """Return a name of exactly this."""
        pool = self.pool
        pairs = [sorted(pool.barred), sorted(pool.kept), sorted(self.lies), sorted(pool.most.items())]
        pieces = [(one.entry, sorted(one.languages), one.category) for one in self.pieces]
        sitters = [(one.juror, sorted(one.languages), sorted(one.categories)) for one in self.sitters]
        return hashlib.sha256(json.dumps([pairs, pieces, sitters]).encode()).hexdigest()


def hands_of(scored: Round) -> Hands:
    """Return what a round can be dealt from, in six queries: own work, conflicts and recusals are barred."""
    barred, laid = _barred(scored) | confirmed_in(scored.call_id), _laid(scored)
    barred |= {pair for pair, is_over, _is_begun in laid if is_over}
    entries, jurors = entries_in(scored), jurors_of(scored.call_id)
    terms = terms_of(scored.call_id)
    most = {person.id: one.most for person in jurors if (one := terms.get(person.id)) and one.most is not None}
    stands = {pair: is_begun for pair, _is_over, is_begun in laid if pair not in barred}
    pool = Pool(
        tuple(entry.id for entry in entries),
        tuple(person.id for person in jurors),
        frozenset(barred),
        frozenset(stands),
        most,
    )
    return Hands(
        pool,
        tuple(Piece(entry.id, _languages(entry), entry.category_id) for entry in entries),
        tuple(_sitter(person, terms.get(person.id)) for person in jurors),
        frozenset(pair for pair, is_begun in stands.items() if not is_begun),
    )


def terms_of(call_id: str) -> dict[str, JurorTerms]:
    """Return what the jurors of a call take, by person; who said nothing is not in it."""
    query = select(JurorTerms).where(JurorTerms.call_id == call_id)
    return {one.person_id: one for one in db.session.scalars(query)}


def proposal_of(call_id: str, proposal_id: str) -> tuple[Proposal, Round] | None:
    """Return a proposed deal of a call, and its round."""
    query = select(Proposal, Round).join(Round, Round.id == Proposal.round_id)
    row = db.session.execute(query.where(Proposal.id == proposal_id, Round.call_id == call_id)).first()
    return (row[0], row[1]) if row else None


def newest_proposal(round_id: str) -> Proposal | None:
    """Return the deal of a round that was asked for last."""
    query = select(Proposal).where(Proposal.round_id == round_id).order_by(Proposal.asked_at.desc(), Proposal.id)
    return db.session.scalars(query.limit(1)).first()


def codes_of(entry_ids: Sequence[str]) -> list[str]:
    """Return the codes of entries, in order."""
    query = select(Entry.code).where(Entry.id.in_(entry_ids)).order_by(Entry.code)
    return list(db.session.scalars(query)) if entry_ids else []


def _barred(scored: Round) -> set[Pair]:
    own = select(EntryMember.entry_id, EntryMember.person_id).join(Entry, Entry.id == EntryMember.entry_id)
    return {(row[0], row[1]) for row in db.session.execute(own.where(Entry.call_id == scored.call_id))}


def _laid(scored: Round) -> list[tuple[Pair, bool, bool]]:
    """Return each pair of a round, whether it is over (recused, set aside), whether its sheet was begun."""
    query = (
        select(Assignment.entry_id, Assignment.juror_id, Assignment.recused_at, Assignment.set_aside_at, ScoreSheet.id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == scored.id)
    )
    return [
        ((entry, juror), recused_at is not None or set_aside_at is not None, sheet is not None)
        for entry, juror, recused_at, set_aside_at, sheet in db.session.execute(query)
    ]


def _languages(entry: Entry) -> frozenset[str]:
    """Return the languages in which an entry can be read: its own, and those that it was translated into."""
    return frozenset({entry.locale, *entry.languages, *entry.checked})


def _sitter(person: Person, terms: JurorTerms | None) -> Sitter:
    if terms is None:
        return Sitter(person.id, frozenset({person.locale}), frozenset())
    return Sitter(person.id, frozenset(terms.languages), frozenset(terms.categories))

"""Works that look alike, as the organisers of a call see them. Only what was handed in counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased

from competition import db
from competition.calls.models import Call
from competition.entries.models import Entry, EntryFile, EntryMember, Resemblance
from competition.entries.queries.organisers import SEEN
from competition.entries.queries.shown import files_shown
from competition.entries.rules import ShownFile
from competition.entries.rules.likeness import Sameness
from competition.i18n import Texts
from competition.people.models import Person

# So many are shown beside one entry.
MOST = 12


@dataclass(frozen=True, slots=True)
class Side:
    """One of two works that look alike. Of another call's entry (`call_title`) neither maker nor title is told."""

    entry_id: str
    code: str
    title: str
    locale: str
    call_title: Texts
    maker: str
    picture: ShownFile | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that look alike, by the pictures of theirs that are nearest; `ours` is of the call that asks."""

    resemblance_id: str
    distance: int
    ours: Side
    theirs: Side
    verdict: Sameness | None
    reason: str
    decided_by: str
    decided_at: datetime | None


def between(call_id: str, resemblance_id: str) -> Sequence[Resemblance]:
    """Return all resemblances of the two entries of this one, if one of them is of this call; else nothing."""
    named = aliased(Resemblance)
    pairs = _places(call_id).subquery()
    same = (Resemblance.entry_id == named.entry_id) & (Resemblance.other_entry_id == named.other_entry_id)
    back = (Resemblance.entry_id == named.other_entry_id) & (Resemblance.other_entry_id == named.entry_id)
    query = (
        select(Resemblance)
        .join(named, same | back)
        .join(pairs, pairs.c.id == named.id)
        .where(named.id == resemblance_id)
        .order_by(Resemblance.id)
    )
    return db.session.scalars(query).all()


def count_alike(call_id: str) -> dict[Sameness | None, int]:
    """Return how many pairs of entries look alike, by what was made of them; None: nobody has looked yet."""
    pairs = _places(call_id).subquery()
    query = select(pairs.c.verdict, func.count()).where(pairs.c.place == 1).group_by(pairs.c.verdict)
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {verdict: found.get(verdict, 0) for verdict in (None, *Sameness)}


def pairs_alike(
    call_id: str, at: datetime, page: tuple[int, int] = (1, MOST), entry_id: str | None = None
) -> list[Pair]:
    """Return pairs of a call's entries that look alike, the open ones first, then the nearest: all, or those of one.

    `page` is its number and its size. Four queries, however many there are.
    """
    return _pairs(_places(call_id, entry_id), at, page, (call_id, entry_id))


def pair_alike(call_id: str, resemblance_id: str, at: datetime) -> Pair | None:
    """Return one pair of this call, else None."""
    places = _places(call_id).where(Resemblance.id == resemblance_id)
    return next(iter(_pairs(places, at, (1, 1), (call_id, None))), None)


def _pairs(places: Select[Any], at: datetime, page: tuple[int, int], seen_by: tuple[str, str | None]) -> list[Pair]:
    """`seen_by` are the call that asks, and the entry of it that does, if one does."""
    (number, size), pairs = page, places.subquery()
    query = (
        select(Resemblance, Person.name)
        .join(pairs, pairs.c.id == Resemblance.id)
        .outerjoin(Person, Person.id == Resemblance.decided_by)
        .where(pairs.c.place == 1)
        .order_by(Resemblance.verdict.is_not(None), Resemblance.distance, Resemblance.id)
        .limit(size)
        .offset((number - 1) * size)
    )
    rows = [(row[0], row[1] or "") for row in db.session.execute(query)]
    sides = _sides(seen_by[0], [row for row, _name in rows], at)
    return [_pair(row, name, sides, seen_by[1]) for row, name in rows]


def _places(call_id: str, entry_id: str | None = None) -> Select[Any]:
    """Return each resemblance with its place among those of the same two entries: the open ones, then the nearest.

    One of the entries is of this call (or is the one that is asked for); both are handed in, and both pictures stand.
    """
    one, other = aliased(Entry), aliased(Entry)
    file, other_file = aliased(EntryFile), aliased(EntryFile)
    is_first = Resemblance.entry_id < Resemblance.other_entry_id
    low = case((is_first, Resemblance.entry_id), else_=Resemblance.other_entry_id)
    high = case((is_first, Resemblance.other_entry_id), else_=Resemblance.entry_id)
    order = (Resemblance.verdict.is_not(None), Resemblance.distance, Resemblance.id)
    place = func.row_number().over(partition_by=(low, high), order_by=order)
    query = (
        select(Resemblance.id, Resemblance.verdict, place.label("place"))
        .join(one, one.id == Resemblance.entry_id)
        .join(other, other.id == Resemblance.other_entry_id)
        .join(file, file.id == Resemblance.file_id)
        .join(other_file, other_file.id == Resemblance.other_id)
        .where(one.state.in_(SEEN), other.state.in_(SEEN))
        .where(file.stands_at.is_not(None), other_file.stands_at.is_not(None))
        .where((one.call_id == call_id) | (other.call_id == call_id))
    )
    return query.where((one.id == entry_id) | (other.id == entry_id)) if entry_id else query


def _sides(call_id: str, rows: Sequence[Resemblance], at: datetime) -> dict[str, Side]:
    """Return what is told of each picture's entry, by the picture; of another call's entry no maker."""
    wanted = {one.file_id: one.entry_id for one in rows} | {one.other_id: one.other_entry_id for one in rows}
    if not wanted:
        return {}
    query = (
        select(Entry, Call.title, Person.name)
        .join(Call, Call.id == Entry.call_id)
        .join(EntryMember, (EntryMember.entry_id == Entry.id) & EntryMember.is_lead.is_(True))
        .join(Person, Person.id == EntryMember.person_id)
        .where(Entry.id.in_(set(wanted.values())))
    )
    entries = {entry.id: (entry, title, maker) for entry, title, maker in db.session.execute(query)}
    pictures = files_shown(sorted(wanted), at)
    return {file_id: _side(*entries[entry_id], pictures.get(file_id), call_id) for file_id, entry_id in wanted.items()}


def _side(entry: Entry, call_title: Texts, maker: str, picture: ShownFile | None, call_id: str) -> Side:
    is_own = entry.call_id == call_id
    return Side(
        entry_id=entry.id,
        code=entry.code,
        title=entry.title if is_own else "",
        locale=entry.locale,
        call_title={} if is_own else call_title,
        maker=maker if is_own else "",
        picture=picture,
    )


def _pair(row: Resemblance, name: str, sides: dict[str, Side], entry_id: str | None) -> Pair:
    """The side that is asked for stands first, else one of this call."""
    one, other = sides[row.file_id], sides[row.other_id]
    is_first = one.entry_id == entry_id if entry_id else not one.call_title
    ours, theirs = (one, other) if is_first else (other, one)
    return Pair(
        resemblance_id=row.id,
        distance=row.distance,
        ours=ours,
        theirs=theirs,
        verdict=row.verdict,
        reason=row.reason,
        decided_by=name,
        decided_at=row.decided_at,
    )

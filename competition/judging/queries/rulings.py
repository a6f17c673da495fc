"""Vetoes against entries, with their reasons, and what the chair ruled; and why an entry may not take part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from competition import db
from competition.calls.models import Round
from competition.entries.models import Entry
from competition.entries.queries import title_for
from competition.i18n import locale
from competition.judging.models import Assignment, Ruling, ScoreSheet
from competition.judging.queries.binding import is_bound
from competition.judging.queries.rubric import counts, how_judged
from competition.judging.rules.kinds import needs_reason
from competition.judging.rules.sheets import SheetState


@dataclass(frozen=True, slots=True)
class Vetoed:
    """An entry with vetoes against it; `is_aside` once there are as many as the round says. Jurors are not named."""

    entry_id: str
    code: str
    title: str
    locale: str
    reasons: Sequence[str]
    is_aside: bool
    ruling: Ruling | None


def reasons_of(scored: Round) -> dict[str, list[str]]:
    """Return why jurors said no to an entry, or vetoed it, by the entry's id; in the order of the sheets' ids."""
    kind = how_judged(scored.id).kind
    query = (
        select(Assignment.entry_id, ScoreSheet.marks, ScoreSheet.comment)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Assignment.round_id == scored.id, ScoreSheet.state == SheetState.submitted, *counts())
        .order_by(ScoreSheet.id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for entry_id, marks, comment in db.session.execute(query):
        if any(needs_reason(kind, points) for points in marks.values()):
            found[entry_id].append(comment)
    return dict(found)


def rulings_of(round_id: str) -> dict[str, Ruling]:
    """Return what the chair ruled in a round, by the entry's id."""
    rows = db.session.scalars(select(Ruling).where(Ruling.round_id == round_id))
    return {row.entry_id: row for row in rows}


def vetoed_in(scored: Round, viewer_id: str | None) -> list[Vetoed]:
    """Return the entries with a veto against them, most vetoes first, in four queries.

    Those that the viewer is bound to are left out.
    """
    reasons, rulings, threshold = reasons_of(scored), rulings_of(scored.id), how_judged(scored.id).threshold
    found = [
        _vetoed(entry, reasons[entry.id], threshold, rulings.get(entry.id)) for entry in _entries(reasons, viewer_id)
    ]
    return sorted(found, key=lambda one: (-len(one.reasons), one.code))


def _entries(ids: Iterable[str], viewer_id: str | None) -> Sequence[Entry]:
    return db.session.scalars(select(Entry).where(Entry.id.in_(list(ids)), ~is_bound(viewer_id))).all()


def _vetoed(entry: Entry, reasons: Sequence[str], threshold: int, ruling: Ruling | None) -> Vetoed:
    title = title_for(entry, locale())
    is_aside = len(reasons) >= threshold
    return Vetoed(entry.id, entry.code, title.text, title.locale, reasons, is_aside, ruling)

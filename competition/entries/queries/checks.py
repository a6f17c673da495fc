"""What the organisers' check shows: which entries wait for a look, which are asked to mend, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from competition import db
from competition.calls.models import Category
from competition.entries.models import Entry, EntryCheck, EntryFile, EntryMember, FixRequest, Submission
from competition.entries.rules import EntryState, FileState
from competition.entries.rules.checking import TO_LOOK_AT, Verdict
from competition.i18n import Texts
from competition.people.models import Person

# The lists of the page, by name: which verdicts stand in each.
LISTS: dict[str, tuple[Verdict, ...]] = {
    "waiting": TO_LOOK_AT,
    "to_fix": (Verdict.to_fix,),
    "checked": (Verdict.checked,),
    "not_eligible": (Verdict.not_eligible,),
}
_CHECKED_STATES = (EntryState.submitted, EntryState.not_eligible)
_UNSEEN_STATES = tuple(state for state in EntryState if state not in _CHECKED_STATES)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One entry as the list of checks shows it; without a verdict nobody has looked at it.

    `missing` counts the files of what stands that were refused or never came, `awaited` those still on their way.
    """

    entry_id: str
    code: str
    title: str
    locale: str
    category: Texts
    lead: str
    verdict: Verdict | None
    submitted_at: datetime | None
    due_at: datetime | None
    missing: int
    awaited: int


def check_rows(call_id: str, name: str, *, after: str = "", before: str = "", most: int = 50) -> list[CheckRow]:
    """Return entries of a list by code, in one query: at most so many behind one code, or ahead of another."""
    due = (
        select(func.max(FixRequest.due_at))
        .where(FixRequest.entry_id == Entry.id, FixRequest.closed_at.is_(None))
        .correlate(Entry)
        .scalar_subquery()
    )
    query = (
        select(Entry, Category.name, Person.name.label("lead"), due, *_files_not_there())
        .outerjoin(Category, Category.id == Entry.category_id)
        .join(EntryMember, (EntryMember.entry_id == Entry.id) & EntryMember.is_lead.is_(True))
        .join(Person, Person.id == EntryMember.person_id)
        # Said so that the index by code is walked as far as the page goes, and not all entries of a state are sorted.
        .where(Entry.call_id == call_id, Entry.state.not_in(_UNSEEN_STATES), _in_list(name))
        .where(Entry.code < before if before else Entry.code > after)
        .order_by(Entry.code.desc() if before else Entry.code)
        .limit(most)
    )
    rows = [_row(*found) for found in db.session.execute(query)]
    return rows[::-1] if before else rows


def check_counts(call_id: str) -> dict[str, int]:
    """Return how many entries stand in each list; an index alone is read."""
    query = (
        select(Entry.verdict, func.count())
        .where(Entry.call_id == call_id, Entry.state.in_(_CHECKED_STATES))
        .group_by(Entry.verdict)
    )
    found: dict[Verdict | None, int] = {row[0]: row[1] for row in db.session.execute(query)}
    counts = {name: sum(found.get(verdict, 0) for verdict in verdicts) for name, verdicts in LISTS.items()}
    counts["waiting"] += found.get(None, 0)
    return counts


def check_of(entry_id: str) -> EntryCheck | None:
    """Return the verdict on an entry."""
    return db.session.get(EntryCheck, entry_id)


def fixes_of(entry_id: str) -> Sequence[FixRequest]:
    """Return what a team was asked to mend, newest first."""
    query = select(FixRequest).where(FixRequest.entry_id == entry_id)
    return db.session.scalars(query.order_by(FixRequest.asked_at.desc(), FixRequest.id)).all()


def receipt_numbered(entry_id: str, number: int) -> Submission | None:
    """Return a receipt by its number, for the organisers."""
    return db.session.scalar(select(Submission).where(Submission.entry_id == entry_id, Submission.number == number))


def _in_list(name: str) -> ColumnElement[bool]:
    listed = Entry.verdict.in_(LISTS[name])
    return (Entry.verdict.is_(None) | listed) if name == "waiting" else listed


def _files_not_there() -> list[ScalarSelect[int]]:
    """Return how many files of what stands are lost, and how many are still on their way."""
    states = (FileState.refused, FileState.uploading)
    stands = (EntryFile.entry_id == Entry.id) & EntryFile.stands_at.is_not(None)
    counts = [select(func.count()).where(stands, EntryFile.state == state) for state in states]
    return [count.correlate(Entry).scalar_subquery() for count in counts]


def _row(entry: Entry, category: Texts | None, lead: str, due_at: datetime | None, *files: int) -> CheckRow:
    told = (entry.id, entry.code, entry.title, entry.locale, category or {}, lead, entry.verdict)
    return CheckRow(*told, entry.submitted_at, due_at, *files)

"""What stands: entries that were handed in, for those downstream who judge, decide and publish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from competition import db
from competition.calls.models import Category
from competition.calls.queries import all_fields_of
from competition.entries.models import Entry, EntryMember
from competition.entries.queries.answered import jury_answers, written_of
from competition.entries.queries.later import later_answers
from competition.entries.queries.shown import jury_files
from competition.entries.rules import EntryState, JuryEntry
from competition.entries.rules.drafting import working_content
from competition.entries.rules.versions import TITLE, Words, written
from competition.people.models import Person
from competition.people.rules import said_of

Maker = tuple[str, str, str, str]


def submitted_entries(call_id: str) -> Sequence[Entry]:
    """Return the entries of a call that are handed in and not withdrawn, by code."""
    query = select(Entry).where(Entry.call_id == call_id, Entry.state == EntryState.submitted).order_by(Entry.code)
    return db.session.scalars(query).all()


def submitted_entry(call_id: str, code: str) -> Entry | None:
    """Return the one of these that bears a code."""
    query = select(Entry).where(Entry.call_id == call_id, Entry.code == code, Entry.state == EntryState.submitted)
    return db.session.scalar(query)


def jury_entry(entry_id: str, locale: str, at: datetime, position: int = 1) -> JuryEntry | None:
    """Return what the jury of a round sees of an entry that is handed in; None for any other.

    It sees the entry, and what the rounds up to its own asked of it, as far as that is handed in too.
    Answers that the organisers keep from the jury, people, addresses and file names are not in it.
    """
    entry = db.session.scalar(select(Entry).where(Entry.id == entry_id, Entry.state == EntryState.submitted))
    if entry is None:
        return None
    category = db.session.get(Category, entry.category_id) if entry.category_id else None
    return JuryEntry(
        entry_id=entry.id,
        call_id=entry.call_id,
        code=entry.code,
        category_id=entry.category_id,
        category=category.name if category else {},
        title=written_of(entry).words(TITLE, locale),
        answers=jury_answers(all_fields_of(entry.call_id), written_of(entry), locale),
        later=later_answers(entry, locale, position) if position > 1 else (),
        files=tuple(jury_files([entry.id], at, position)[entry.id]),
    )


def title_for(entry: Entry, locale: str) -> Words:
    """Return the title that stands, for a reader of a language."""
    return written_of(entry).words(TITLE, locale)


def working_title_for(entry: Entry, locale: str) -> str:
    """Return the title that the team's form holds, for a reader of a language."""
    return written(working_content(entry), entry.checked).words(TITLE, locale).text


def makers_of(entry_ids: Iterable[str]) -> dict[str, list[Maker]]:
    """Return the team of each entry as (person id, name, address, language), the lead first."""
    wanted = list(entry_ids)
    query = (
        select(EntryMember.entry_id, Person.id, Person.name, Person.email, Person.locale)
        .join(Person, Person.id == EntryMember.person_id)
        .where(EntryMember.entry_id.in_(wanted))
        .order_by(EntryMember.is_lead.desc(), Person.name, Person.id)
    )
    found: defaultdict[str, list[Maker]] = defaultdict(list)
    for entry_id, *maker in db.session.execute(query):
        found[entry_id].append((maker[0], maker[1], maker[2], maker[3]))
    return {entry_id: found[entry_id] for entry_id in wanted}


def team_sayings(entry_ids: Iterable[str]) -> dict[str, dict[str, set[str]]]:
    """Return what the people of each entry's team say of themselves, by attribute, in one query."""
    wanted = list(entry_ids)
    query = select(EntryMember.entry_id, Person).join(Person, Person.id == EntryMember.person_id)
    found: dict[str, dict[str, set[str]]] = {entry_id: defaultdict(set) for entry_id in wanted}
    for entry_id, person in db.session.execute(query.where(EntryMember.entry_id.in_(wanted))):
        for name, words in said_of(person).items():
            found[entry_id][name].add(words)
    return found

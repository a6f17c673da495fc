"""What stands: entries that were handed in, for those downstream who judge, decide and publish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from competition import db
from competition.calls.models import Category, EntryField
from competition.calls.queries import fields_of
from competition.calls.rules import FieldKind, asked_of, is_empty
from competition.entries.models import Entry, EntryMember
from competition.entries.queries.shown import shown_files
from competition.entries.queries.words import words_of
from competition.entries.rules import EntryState, JuryAnswer, JuryEntry
from competition.entries.rules.drafting import standing_content
from competition.entries.rules.versions import TITLE, Words, Written, written
from competition.i18n import pick
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


def jury_entry(entry_id: str, locale: str, at: datetime) -> JuryEntry | None:
    """Return what a jury sees of an entry that is handed in, in five queries; None for any other.

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
        answers=jury_answers(entry.call_id, written_of(entry), locale),
        files=tuple(shown_files([entry.id], at)[entry.id]),
    )


def written_of(entry: Entry) -> Written:
    """Return what stands of an entry, in all languages that it is in."""
    return written(standing_content(entry), entry.checked)


def title_for(entry: Entry, locale: str) -> Words:
    """Return the title that stands, for a reader of a language."""
    return written_of(entry).words(TITLE, locale)


def jury_answers(call_id: str, told: Written, locale: str) -> tuple[JuryAnswer, ...]:
    """Return the answers that a jury may read, in the form's order, in `locale` where they are in it."""
    fields = fields_of(call_id)
    kept_from_it = {field.id for field in fields if field.is_hidden_from_jury}
    read = answers_in_words(fields, told, locale)
    return tuple(answer for answer in read if answer.field_id not in kept_from_it)


def answers_in_words(fields: Sequence[EntryField], told: Written, locale: str) -> tuple[JuryAnswer, ...]:
    """Return the answers that were given to the questions of a call, in words; files have none.

    An answer to a question that other answers hide is not given.
    """
    given = [
        field
        for field in asked_of(fields, told.answers)
        if field.kind != FieldKind.files and not is_empty(told.answers.get(field.id))
    ]
    return tuple(JuryAnswer(field.id, pick(field.label, locale), words_of(field, told, locale)) for field in given)


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

"""What the views of a team share: the entry and its call, or the 404 that says neither why nor what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from competition.calls import queries as calls
from competition.calls.models import Call, Category, EntryField
from competition.calls.rules import Calendar, FieldKind, FilesOptions, Part, Phase, asked_of, options_of, phase_at
from competition.calls.views.clocks import Clock, clocks_of
from competition.entries import queries
from competition.entries.forms import Asked, FormTerms
from competition.entries.models import Entry, EntryFile
from competition.entries.queries.agreements import terms_of
from competition.entries.rules import EntryState, JuryAnswer
from competition.entries.rules.drafting import working_content
from competition.entries.rules.lacking import Lack, lacks
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.terms import Terms, lacks_of_terms
from competition.errors import NotFound
from competition.i18n import locale, pick
from competition.web.session import current_actor


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that a page about one's own entry is made of."""

    entry: Entry
    call: Call
    calendar: Calendar
    categories: Sequence[Category]
    fields: Sequence[EntryField]
    files: Sequence[EntryFile]
    terms: Terms

    @property
    def content(self) -> dict[str, Any]:
        """Return what the team's form holds."""
        return working_content(self.entry)

    @property
    def phase(self) -> Phase:
        """Return where the call stands at this request."""
        return phase_at(self.calendar, current_actor().at)

    @property
    def lacks(self) -> list[Lack]:
        """Return what is still missing."""
        found = lacks(self.content, self.fields, self.files, {category.id for category in self.categories})
        return found + lacks_of_terms(self.content, self.terms)

    @property
    def form_terms(self) -> FormTerms:
        """Return what the form asks of the terms: consents only until they are on record, then on their own page."""
        is_first = self.entry.state == EntryState.draft
        clauses = [one for one in self.terms.clauses if is_first or not one.is_consent]
        return FormTerms(self.terms.rules, clauses)

    @property
    def digest(self) -> str:
        """Return the digest of what would be handed in now."""
        return content_digest(self.content, self.files, self.terms.clauses)

    @property
    def asked(self) -> list[Asked]:
        """Return the questions in the reader's language."""
        return [_asked(field) for field in self.fields]

    @property
    def answers(self) -> tuple[JuryAnswer, ...]:
        """Return the answers in words, for the reader."""
        return queries.answers_in_words(self.fields, self.content["answers"], self.entry.locale, locale())

    @property
    def hidden(self) -> set[str]:
        """Return the ids of the questions that the answers given hide."""
        asked = asked_of(self.fields, self.content["answers"])
        return {field.id for field in self.fields} - {field.id for field in asked}

    def files_in(self, field_id: str) -> list[EntryFile]:
        """Return the files of one question."""
        return [file for file in self.files if file.field_id == field_id]


def own_room(entry_id: str) -> Room:
    """Return an entry of the reader's team with its call; raise `NotFound` for any other."""
    entry = queries.entry_for(current_actor(), entry_id)
    if entry is None:
        raise NotFound
    call = calls.call_by_id(entry.call_id)
    if call is None:
        raise NotFound
    fields = calls.fields_of(call.id)
    return Room(
        entry=entry,
        call=call,
        calendar=calls.calendar_of(call, None),
        categories=calls.categories_of(call.id),
        fields=fields,
        files=_in_order(fields, queries.files_of(entry_id)),
        terms=terms_of(call, entry, current_actor().at),
    )


def clocks_for(call: Call) -> list[Clock]:
    """Return the two clocks that the call's dates are shown on; a second one without zone where there is one host."""
    hosts = [institution for part, institution in calls.institutions_of(call.id) if part.part == Part.host]
    clocks = clocks_of(call, hosts)
    return clocks if len(clocks) > 1 else [*clocks, Clock("", "")]


def files_options(field: EntryField) -> FilesOptions | None:
    """Return which files a question takes; None for a question of another kind."""
    options = options_of(FieldKind(field.kind), field.options) if field.kind == FieldKind.files else None
    return options if isinstance(options, FilesOptions) else None


def _in_order(fields: Sequence[EntryField], files: Sequence[EntryFile]) -> list[EntryFile]:
    places = {field.id: field.position for field in fields}
    return sorted(files, key=lambda file: (places[file.field_id], file.position, file.created_at, file.id))


def _asked(field: EntryField) -> Asked:
    kind = FieldKind(field.kind)
    return Asked(
        id=field.id,
        kind=kind,
        label=str(pick(field.label)),
        help=str(pick(field.help)),
        is_required=field.is_required,
        options=options_of(kind, field.options),
    )

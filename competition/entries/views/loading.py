"""What the views of a team share: the entry and its call, or the 404 that says neither why nor what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from competition.calls import queries as calls
from competition.calls.models import Call, Category, EntryField
from competition.calls.rules import (
    Calendar,
    Part,
    Phase,
    asked_of,
    phase_at,
)
from competition.calls.rules.former import in_reading_order
from competition.calls.views.clocks import Clock, clocks_of
from competition.entries import queries
from competition.entries.forms import Asked, FormTerms
from competition.entries.models import Entry, EntryFile, EntryMember
from competition.entries.queries import Later, Opening
from competition.entries.queries.agreements import terms_of
from competition.entries.rules import EntryState, JuryAnswer, may_change
from competition.entries.rules.awaiting import Moment
from competition.entries.rules.deadline import Decision, Times
from competition.entries.rules.lacking import Lack, lacks, lacks_of_answers
from competition.entries.rules.later import later_content
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.terms import Terms, lacks_of_terms
from competition.entries.rules.versions import Written, written
from competition.entries.views.questions import asked_in_words
from competition.errors import NotFound
from competition.i18n import locale
from competition.web.session import current_actor


@dataclass(frozen=True, slots=True)
class Former:
    """A question that is asked no longer, and what an entry has answered to it."""

    field: EntryField
    answer: JuryAnswer | None
    files: Sequence[EntryFile]


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that a page about one's own entry is made of: `former` are the questions that are asked no longer."""

    entry: Entry
    call: Call
    times: Times
    categories: Sequence[Category]
    fields: Sequence[EntryField]
    files: Sequence[EntryFile]
    former: Sequence[EntryField]
    member: EntryMember
    opening: Opening
    terms: Terms
    later: Later | None = None

    @property
    def may_change(self) -> bool:
        """Tell whether the reader has the right to write, whatever the calendar says."""
        return may_change(self.member)

    @property
    def content(self) -> dict[str, Any]:
        """Return what the team's form holds, and would hand in: that of the entry, or of what a later round asks."""
        if self.later:
            return later_content(self.entry, self.later.entry, self.opening.parts)
        return queries.content_in_form(self.entry, self.opening)

    @property
    def written(self) -> Written:
        """Return what the form holds, in all languages that it is in, with what the organisers made of it."""
        return written(self.content, self.entry.checked)

    @property
    def calendar(self) -> Calendar:
        """Return the calendar by which the form is open."""
        if self.later:
            return self.later.window
        return self.times.editing(self.entry.state, self.entry.category_id)

    @property
    def held_to(self) -> Calendar:
        """Return the calendar of the category that the form names: the deadline that the page tells."""
        category_id = None if self.later else self.content["category_id"]
        return self.times.of(category_id) if category_id else self.calendar

    @property
    def phase(self) -> Phase:
        """Return where this entry stands at this request."""
        return phase_at(self.held_to, current_actor().at)

    @property
    def decision(self) -> Decision:
        """Return whether the entry may be handed in at this request, and is it late."""
        return self.times.decide(self.content["category_id"], current_actor().at)

    @property
    def moment(self) -> Moment:
        """Return this request's time with the dates that what is handed in now is held to."""
        return Moment(current_actor().at, self.held_to)

    @property
    def lacks(self) -> list[Lack]:
        """Return what is still missing, of what is open."""
        if self.later:
            missing = lacks_of_answers(self.content, self.fields, self.files, self.moment)
        else:
            categories = {category.id for category in self.categories}
            missing = lacks(self.content, self.fields, self.files, categories, self.moment)
            missing += lacks_of_terms(self.content, self.terms)
        return [lack for lack in missing if self.opening.parts is None or self.opening.admits(lack.part)]

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
        return [asked_in_words(field, self.call.time_zone) for field in self.fields]

    @property
    def asked_before(self) -> list[Asked]:
        """Return those that are asked no longer: a form that is older than their change may still hold them."""
        return [asked_in_words(field, self.call.time_zone) for field in self.former]

    @property
    def answers(self) -> tuple[JuryAnswer, ...]:
        """Return the answers in words, for the reader."""
        return queries.answers_in_words(in_reading_order([*self.fields, *self.former]), self.written, locale())

    @property
    def kept(self) -> dict[str, list[Former]]:
        """Return what was answered to questions that are asked no longer, by the question that is asked in their place.

        What nothing is asked in place of stands under an empty name.
        """
        places = {former: field.id for field in self.fields for former in field.replaces}
        words = {answer.field_id: answer for answer in self.answers}
        found: dict[str, list[Former]] = {}
        for field in sorted(self.former, key=lambda one: str(one.asked_until)):
            one = Former(field, words.get(field.id), self.files_in(field.id))
            if one.answer or one.files:
                found.setdefault(places.get(field.id, ""), []).append(one)
        return found

    @property
    def hidden(self) -> set[str]:
        """Return the ids of the questions that the answers given hide."""
        asked = asked_of(self.fields, self.content["answers"], self.content["category_id"])
        return {field.id for field in self.fields} - {field.id for field in asked}

    def files_in(self, field_id: str) -> list[EntryFile]:
        """Return the files of one question."""
        return [file for file in self.files if file.field_id == field_id]


def own_room(entry_id: str) -> Room:
    """Return an entry of the reader's team with its call; raise `NotFound` for any other."""
    entry = queries.entry_for(current_actor(), entry_id)
    member = queries.own_member(current_actor(), entry_id) if entry else None
    if entry is None or member is None:
        raise NotFound
    call = calls.call_by_id(entry.call_id)
    if call is None:
        raise NotFound
    known, times = calls.all_fields_of(call.id), queries.times_of(entry, call)
    calendar = times.editing(entry.state, entry.category_id)
    opening = queries.opening_of(entry, calendar, current_actor().at)
    return Room(
        entry=entry,
        call=call,
        times=times,
        categories=calls.categories_of(call.id),
        fields=[field for field in known if field.asked_until is None],
        files=queries.files_in_form(known, entry_id, opening),
        former=[field for field in known if field.asked_until is not None],
        member=member,
        opening=opening,
        terms=terms_of(call, entry, current_actor().at),
    )


def later_room(entry_id: str, position: int) -> Room:
    """Return what a later round asks of an entry of the reader's team, once it asks; raise `NotFound` for any other."""
    room = own_room(entry_id)
    later = queries.later_for(current_actor(), entry_id, position)
    if later is None or phase_at(later.window, current_actor().at) == Phase.announced:
        raise NotFound
    known = calls.all_fields_of(room.call.id, later.round.id)
    opening = queries.later_opening(room.entry, later, current_actor().at)
    return replace(
        room,
        fields=[field for field in known if field.asked_until is None],
        files=queries.files_in_form(known, entry_id, opening),
        former=[field for field in known if field.asked_until is not None],
        opening=opening,
        later=later,
    )


def open_rounds(entry_id: str) -> list[Later]:
    """Return the later rounds that ask something of an entry by now, or have asked it."""
    at = current_actor().at
    return [one for one in queries.later_of(entry_id) if phase_at(one.window, at) != Phase.announced]


def clocks_for(call: Call) -> list[Clock]:
    """Return the two clocks that the call's dates are shown on; a second one without zone where there is one host."""
    hosts = [institution for part, institution in calls.institutions_of(call.id) if part.part == Part.host]
    clocks = clocks_of(call, hosts)
    return clocks if len(clocks) > 1 else [*clocks, Clock("", "")]

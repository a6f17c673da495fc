"""When an entry may be changed and handed in, and what a draft holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from competition.calls.rules import ENTERING, Calendar, Phase, phase_at
from competition.entries.rules.deadline import Times
from competition.entries.rules.refusals import AddressNotConfirmed, CallClosed, CallNotOpen, NotSoNow, PastDue
from competition.entries.rules.states import EntryState
from competition.errors import DomainError

MOST_TITLE = 200
MOST_ENTRIES_PER_PERSON = 20
# A draft keeps more than the form will take, so that nothing that was typed or pasted is lost on the way.
MOST_DRAFT_CHARACTERS = 50_000
MOST_DRAFT_ROWS = 100
# What a visitor typed before he had an account is kept so long, up to this size.
SKETCH_KEPT_FOR = timedelta(hours=24)
MOST_SKETCH_BYTES = 300_000
# What a team writes, by the names of an entry's columns.
CONTENT = (
    "title",
    "category_id",
    "answers",
    "about",
    "agreed",
    "locale",
    "languages",
    "translations",
    "file_words",
    "cover_id",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds, as a person saves it; `version` is the one that he had before him.

    Required parts may be empty, texts too long: a draft loses nothing. `locale` is the language of the text (None: as
    it was), `languages` those in which it stands too; `translations` keeps words of languages that were taken out
    again. A browser gives each save a name (`saved_as`) and tells those that it got no answer to (`unanswered`).
    `taken` are the parts, by name, of which the newer version is wanted instead of this one.
    """

    version: int
    title: str = ""
    category_id: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)
    agreed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    file_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cover_id: str | None = None
    locale: str | None = None
    languages: Sequence[str] = ()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    saved_as: str = ""
    unanswered: Collection[str] = ()
    taken: Collection[str] = ()

    def content(self) -> dict[str, Any]:
        """Return the words of the draft under the names of an entry's columns."""
        return {
            "title": self.title,
            "category_id": self.category_id,
            "answers": dict(self.answers),
            "about": dict(self.about),
            "agreed": {clause: dict(answer) for clause, answer in self.agreed.items()},
            "file_words": {file_id: dict(words) for file_id, words in self.file_words.items()},
            "cover_id": self.cover_id,
            "locale": self.locale,
            "languages": list(self.languages),
            "translations": {code: dict(pieces) for code, pieces in self.translations.items()},
        }


@dataclass(frozen=True, slots=True)
class SubmitEntry:
    """The wish to hand in what the page showed: its digest, and the key of this draft and act."""

    key: str
    content_digest: str


def refusal_to_edit(state: EntryState, calendar: Calendar, now: datetime) -> DomainError | None:
    """Return why an entry may not be changed now, or None: drafts until the close, what stands until it is due."""
    phase = phase_at(calendar, now)
    if phase == Phase.announced:
        return CallNotOpen()
    if phase == Phase.closed:
        return CallClosed()
    if state in {EntryState.withdrawn, EntryState.not_eligible}:
        return NotSoNow()
    return PastDue() if state == EntryState.submitted and phase == Phase.late else None


def may_edit(state: EntryState, calendar: Calendar, now: datetime) -> bool:
    """Tell whether an entry may be changed now."""
    return refusal_to_edit(state, calendar, now) is None


def refusal_to_submit(
    state: EntryState, calendar: Calendar, now: datetime, *, address_confirmed: bool
) -> DomainError | None:
    """Return why an entry may not be handed in now, whatever it holds, or None.

    A first time is taken until the hard close (and marked late after the due time), a changed version until due.
    """
    return refusal_to_edit(state, calendar, now) or (None if address_confirmed else AddressNotConfirmed())


def may_submit(state: EntryState, calendar: Calendar, now: datetime, *, address_confirmed: bool) -> bool:
    """Tell whether an entry may be handed in now, were it complete."""
    return refusal_to_submit(state, calendar, now, address_confirmed=address_confirmed) is None


def refusal_in_category(state: EntryState, times: Times, category_id: str | None, now: datetime) -> DomainError | None:
    """Return why an entry may not be handed in to this category now, or None: each may close at its own time."""
    return refusal_to_edit(state, times.of(category_id), now)


def may_begin(calendar: Calendar, now: datetime) -> bool:
    """Tell whether a new draft may be begun."""
    return phase_at(calendar, now) in ENTERING


def may_withdraw(state: EntryState, calendar: Calendar, now: datetime) -> bool:
    """Tell whether a team may take its entry back by itself: until the hard close. Later the organisers do it."""
    return state != EntryState.withdrawn and phase_at(calendar, now) in ENTERING


def may_reopen(state: EntryState, calendar: Calendar, now: datetime) -> bool:
    """Tell whether a withdrawn entry may become a draft again: until the due time."""
    return state == EntryState.withdrawn and phase_at(calendar, now) == Phase.open


def standing_content(entry: Any) -> dict[str, Any]:
    """Return the columns of an entry as content: what stands once it is handed in."""
    return {name: getattr(entry, name) for name in CONTENT}


def working_content(entry: Any) -> dict[str, Any]:
    """Return what the team's form holds: changes that wait, else the columns."""
    return standing_content(entry) | (entry.pending or {})


def merged(mine: Mapping[str, Any], theirs: Mapping[str, Any], taken: Collection[str]) -> dict[str, Any]:
    """Return my version with the parts that are taken from theirs: an answer by its question's id, else by its name.

    The translations into one language are one part, by its code; what is said of one file is one, by the file's id.
    """
    found = {name: theirs[name] if name in taken else mine[name] for name in CONTENT if name in mine}
    for group in ("answers", "translations", "file_words"):
        names = [*mine[group], *(name for name in theirs[group] if name not in mine[group])]
        sides = {name: theirs[group] if name in taken else mine[group] for name in names}
        found[group] = {name: side[name] for name, side in sides.items() if name in side}
    return found

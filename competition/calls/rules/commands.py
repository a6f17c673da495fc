"""What a person asks for: frozen values that forms and schemas make and services carry out.

`version` is the call's version that the person had before him; a newer one in the database is `Stale`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from competition.calls.rules.calendar import Calendar, OwnDates
from competition.calls.rules.conditions import ShownIf
from competition.calls.rules.fields import FieldKind, FieldOptions
from competition.calls.rules.states import Feedback, Part, ReleaseRule
from competition.people.rules import InstitutionFacts

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call as it begins: a title, its languages, the zone of its calendar, and the creator's own house."""

    title: Texts
    languages: tuple[str, ...]
    time_zone: str
    host: InstitutionFacts | str


@dataclass(frozen=True, slots=True)
class EditTexts:
    """The words of a call in its languages, and its address."""

    version: int
    languages: tuple[str, ...]
    slug: str
    title: Texts
    summary: Texts
    brief: Texts
    rules: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditCalendar:
    """All dates of a call and the zone that they are written in; once it is published, with why they move."""

    version: int
    time_zone: str
    calendar: Calendar
    reason: str = ""
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class EditOwnDates:
    """The dates of one category that stand in place of its call's, and why they move."""

    version: int
    dates: OwnDates
    reason: str = ""
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class CategoryWords:
    """A category's name and what belongs into it."""

    version: int
    name: Texts
    description: Texts


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A question of the entry form, whole.

    A required one may be left out until `required_from`. It is asked in these `categories`, or in all; of every entry,
    or of those that go on into the round of `round_id`.
    """

    version: int
    kind: FieldKind
    label: Texts
    help: Texts
    is_required: bool
    is_hidden_from_jury: bool
    options: FieldOptions
    shown_if: ShownIf | None = None
    required_from: datetime | None = None
    categories: tuple[str, ...] = ()
    round_id: str | None = None


@dataclass(frozen=True, slots=True)
class LogoChange:
    """What becomes of an institution's logo: new `content` takes its place, or it goes; else it stays as it is."""

    content: bytes | None = None
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class AddInstitution:
    """A part for an institution: a new one, or the id of one that is known."""

    part: Part
    institution: InstitutionFacts | str


@dataclass(frozen=True, slots=True)
class ChooseReleaseRule:
    """Whose signatures a release needs, and what entrants get after it: days to complain (0: none), feedback."""

    version: int
    rule: ReleaseRule
    complaint_days: int = 30
    feedback: Feedback = Feedback.none

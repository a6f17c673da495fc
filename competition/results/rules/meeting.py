"""The law of a meeting of the jury: who belongs to it, who may vote on what, what its minutes tell to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from competition.errors import DomainError
from competition.judging.rules.reasons import stated
from competition.people.rules import Role

MEMBERS = (Role.juror, Role.chair)
MOST_WORDS = 4000


class Choice(StrEnum):
    """What a member says to a motion."""

    yes = "yes"
    no = "no"
    abstain = "abstain"


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a vote."""

    in_favour: int
    against: int
    abstained: int


@dataclass(frozen=True, slots=True)
class Move:
    """A motion that is put to the vote, on the work that is shown or on none; perhaps for an honour."""

    text: str
    is_about_entry: bool
    honour_id: str | None = None


class NoMeeting(DomainError):
    """There is no meeting of the jury now."""

    code = "results_no_meeting"
    status = 409


class MeetingIsOpen(DomainError):
    """A call has one meeting at a time."""

    code = "results_meeting_is_open"
    status = 409


class VoteIsOpen(DomainError):
    """One motion is voted on at a time, and a meeting does not end in the midst of a vote."""

    code = "results_vote_is_open"
    status = 409


class VoteIsClosed(DomainError):
    """The vote was closed meanwhile."""

    code = "results_vote_is_closed"
    status = 409


class IsBound(DomainError):
    """Whoever is bound to a work neither shows it, nor speaks of it, nor votes on it."""

    code = "results_is_bound"
    status = 403


class NotPresent(DomainError):
    """Who votes, or signs the minutes, was at the meeting."""

    code = "results_not_present"
    status = 403


class NothingShown(DomainError):
    """There is no work on the screen that this could be about."""

    code = "results_nothing_shown"
    status = 409


class WordsMissing(DomainError):
    """A motion and a note have words, at most `most` characters."""

    code = "results_words_missing"


class MinutesChanged(DomainError):
    """There is a newer version of the minutes than the one that was read: what is signed is what was read."""

    code = "results_minutes_changed"
    status = 409


class NeedsFactor(DomainError):
    """Minutes are signed with a second factor that was just shown."""

    code = "results_needs_factor"
    status = 403


def checked_words(text: str) -> str:
    """Return words without blanks around them; refuse none, and too many."""
    return stated(text, WordsMissing, MOST_WORDS)


def tally_of(ballots: Mapping[str, Choice], shut: Collection[str]) -> Tally:
    """Return what the ballots of persons come to; those of whoever is shut out do not count."""
    found = Counter(choice for person, choice in ballots.items() if person not in shut)
    return Tally(found[Choice.yes], found[Choice.no], found[Choice.abstain])


def told_to(content: Mapping[str, Any], bound: Collection[str]) -> dict[str, Any]:
    """Return the minutes as a member reads them: what is about works that he is bound to, by their codes, is left out.

    `withheld` counts what is left out.
    """
    shown = dict(content)
    withheld = 0
    for name in ("notes", "votes", "corrections", "decisions"):
        rows = [row for row in content[name] if not _codes(row) & set(bound)]
        withheld += len(content[name]) - len(rows)
        shown[name] = rows
    return {**shown, "withheld": withheld}


def _codes(row: Mapping[str, Any]) -> set[str]:
    one: Iterable[str] = [row["code"]] if row.get("code") else []
    return {*one, *row.get("codes", ())}

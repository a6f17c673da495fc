"""The organisers' check of an entry: in order, to mend by a deadline in named parts only, or not eligible."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from competition.errors import DomainError
from competition.i18n import LANGUAGES

TITLE, CATEGORY = "title", "category"
MOST_WORDS = 600
LONGEST = timedelta(days=60)
REMIND_BEFORE = timedelta(hours=48)


class Verdict(StrEnum):
    """What a check came to. `mended` and `changed` are set by the team's handing in again: look once more."""

    checked = "checked"
    changed = "changed"
    to_fix = "to_fix"
    mended = "mended"
    not_eligible = "not_eligible"


# The lists of the organisers' page; an entry without a verdict waits.
TO_LOOK_AT = (Verdict.changed, Verdict.mended)
# What a verdict becomes when the team hands in again.
AFTER_HANDING_IN = {Verdict.checked: Verdict.changed, Verdict.to_fix: Verdict.mended}


@dataclass(frozen=True, slots=True)
class FixItem:
    """One thing to mend: `part` is `title`, `category` or a question's id; `words` say what is wrong."""

    part: str
    words: str


@dataclass(frozen=True, slots=True)
class AskFix:
    """The wish to have an entry mended until `due_at`."""

    items: tuple[FixItem, ...]
    due_at: datetime | None


class Request(Protocol):
    """What the law needs to know of a `FixRequest`."""

    items: Any
    due_at: Any
    closed_at: Any


class NothingToFix(DomainError):
    """A request names at least one thing to mend."""

    code = "check_nothing_to_fix"


class BadFixDate(DomainError):
    """The deadline lies in the past, or more than `days` ahead."""

    code = "check_bad_date"


class NeedsReason(DomainError):
    """Who is not eligible is told why."""

    code = "check_needs_reason"


class NotToCheck(DomainError):
    """The entry is not handed in, or its verdict does not allow this."""

    code = "check_not_now"
    status = 409


def refusal_to_ask(command: AskFix, now: datetime) -> DomainError | None:
    """Return why a request may not go out so."""
    if not command.items:
        return NothingToFix()
    if command.due_at is None or not now < command.due_at <= now + LONGEST:
        return BadFixDate(days=LONGEST.days)
    return None


def is_open(request: Request, now: datetime) -> bool:
    """Tell whether the team may still mend: until the very instant of the deadline."""
    return request.closed_at is None and bool(now <= request.due_at)


def parts_of(request: Request) -> frozenset[str]:
    """Return the parts that a request opens."""
    return frozenset(item["part"] for item in request.items)


def remind_at(asked_at: datetime, due_at: datetime) -> datetime:
    """Return when the team is reminded, once: two days before the deadline, of a short one after half its time."""
    return max(due_at - REMIND_BEFORE, asked_at + (due_at - asked_at) / 2)


def mended(before: Mapping[str, Any], given: Mapping[str, Any], parts: Collection[str] | None) -> dict[str, Any]:
    """Return `before` with what was given for these parts and nothing else; all that was given where all is open.

    The files of an open question are parts too, by their ids: what is said of them, and their standing for the entry.
    """
    if parts is None:
        return dict(given)
    answers = {name: value for name, value in before["answers"].items() if name not in parts}
    answers |= {name: value for name, value in given["answers"].items() if name in parts}
    words = {name: said for name, said in before["file_words"].items() if name not in parts}
    words |= {name: said for name, said in given["file_words"].items() if name in parts}
    changed: dict[str, Any] = {
        **before,
        "answers": answers,
        "file_words": words,
        "translations": _translations(before, given, parts),
    }
    if {before["cover_id"], given["cover_id"]} <= set(parts):
        changed["cover_id"] = given["cover_id"]
    if TITLE in parts:
        changed["title"] = given["title"]
    if CATEGORY in parts:
        changed["category_id"] = given["category_id"]
    return changed


def _translations(
    before: Mapping[str, Any], given: Mapping[str, Any], parts: Collection[str]
) -> dict[str, dict[str, str]]:
    """Return the words in other languages: those of an open part go along with it."""
    sides = {code: (before["translations"].get(code, {}), given["translations"].get(code, {})) for code in LANGUAGES}
    found = {
        code: {piece: text for piece, text in kept.items() if piece not in parts}
        | {piece: text for piece, text in new.items() if piece in parts}
        for code, (kept, new) in sides.items()
    }
    return {code: pieces for code, pieces in found.items() if pieces}


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs between two receipts; files are told by their names and fingerprints."""

    part: str
    before: Any
    after: Any


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return what differs between two manifests, in the order of the newer one; files question by question."""
    found = [
        Change(part, before[name], after[name])
        for part, name in ((TITLE, "title"), (CATEGORY, "category"))
        if before[name] != after[name]
    ]
    old, new = _answers(before), _answers(after)
    asked = dict.fromkeys([*new, *old])
    found += [Change(part, old.get(part), new.get(part)) for part in asked if old.get(part) != new.get(part)]
    old_files, new_files = _files(before), _files(after)
    for part in dict.fromkeys([*new_files, *old_files]):
        was, now = old_files.get(part, []), new_files.get(part, [])
        if [_told(one) for one in was] != [_told(one) for one in now]:
            found.append(Change(part, was, now))
    return found


def _told(line: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return which file a line of a manifest is, and what is said of it; older manifests say nothing."""
    return line["file"], line.get("words", {})


def _answers(manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {one["question"]: one["value"] for one in manifest["answers"] if one["kind"] != "files"}


def _files(manifest: Mapping[str, Any]) -> dict[str, Sequence[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in manifest["files"]:
        found.setdefault(one["question"], []).append(one)
    return dict(found)

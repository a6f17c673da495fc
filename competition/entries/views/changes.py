"""What a team changed since the organisers looked: before and after, part by part, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from competition.calls import queries as calls
from competition.calls.models import EntryField
from competition.entries import queries
from competition.entries.models import Entry, FixRequest
from competition.entries.queries.words import words_of
from competition.entries.rules.checking import CATEGORY, TITLE, Change, changes
from competition.entries.rules.versions import Written
from competition.i18n import locale, pick


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One part with what it was and what it is; each file with the head of its fingerprint, and what is said of it."""

    part: str
    before: str
    after: str
    lang: str


def changes_shown(entry: Entry, fix: FixRequest, fields: Sequence[EntryField]) -> list[ChangeShown]:
    """Return what differs between the receipts that were looked at and the newest ones, of the entry and of rounds."""
    receipts = queries.receipts_of(entry.id)
    found: list[Change] = []
    for round_id in dict.fromkeys(one.round_id for one in reversed(receipts)):
        mine = [one for one in receipts if one.round_id == round_id]
        before = next((one for one in mine if one.submitted_at <= fix.asked_at), None)
        if before is not None and before.number != mine[0].number:
            found += changes(before.manifest, mine[0].manifest)
    lang = pick({entry.locale: "–"}).html_lang or ""
    words = partial(_words, entry, fields)
    return [ChangeShown(one.part, words(one.part, one.before), words(one.part, one.after), lang) for one in found]


def _words(entry: Entry, fields: Sequence[EntryField], part: str, value: Any) -> str:
    if value is None or value == []:
        return "–"
    if part == TITLE:
        return str(value)
    if part == CATEGORY:
        return next((str(pick(one.name)) for one in calls.categories_of(entry.call_id) if one.id == value), "–")
    if isinstance(value, list) and value and isinstance(value[0], dict) and "file" in value[0]:
        return "\n".join(_file(one) for one in value)
    field = next((field for field in fields if field.id == part), None)
    told = Written(entry.locale, answers={part: value})
    return str(words_of(field, told, locale())) if field else "–"


def _file(line: dict[str, Any]) -> str:
    digest = line["sha256"] or line.get("sha256_by_browser") or ""
    said = "\n".join(line.get("words", {}).values())
    named = f"{line['name']} · {digest[:12]}" if digest else str(line["name"])
    return f"{named}\n{said}" if said else named

"""What an entry still lacks before it can be handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Protocol

from competition.calls.rules import (
    AboutFault,
    AnswerFault,
    FieldKind,
    FieldOptions,
    RowsOptions,
    TextOptions,
    asked_of,
    check_answer,
    is_needed_at,
    length,
    most_of,
    options_of,
)
from competition.calls.rules.lists import fault_in
from competition.entries.rules.awaiting import Moment, awaited_until, may_land_until
from competition.entries.rules.drafting import MOST_TITLE
from competition.entries.rules.states import ARRIVED, FileState
from competition.entries.rules.versions import TITLE, spoken


class FileFault(StrEnum):
    """Why a file keeps an entry from being handed in, whatever its question says; what comes first is said first."""

    still_uploading = "still_uploading"
    replacement_on_its_way = "replacement_on_its_way"
    not_hashed = "not_hashed"
    refused_file = "refused_file"


# What keeps an entry from being handed in, at one of its parts.
Fault = AnswerFault | FileFault | AboutFault


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing or wrong: `part` is `title`, `category`, a question's id, or a control of the terms.

    `language` is that of the translation in which it is wrong; empty for the original.
    """

    part: str
    fault: Fault
    count: int = 0
    language: str = ""


class Question(Protocol):
    """What the law needs to know of an `EntryField`."""

    id: Any
    kind: Any
    options: Any
    is_required: Any


class GivenFile(Protocol):
    """What the law needs to know of an `EntryFile`."""

    id: Any
    field_id: Any
    state: Any
    client_sha256: Any
    created_at: Any
    replaces_id: Any


def lacks(
    content: Mapping[str, Any],
    questions: Sequence[Question],
    files: Sequence[GivenFile],
    categories: Collection[str],
    when: Moment | None = None,
) -> list[Lack]:
    """Return all that keeps this content from being handed in, in the order of the form; what is hidden does not.

    What is required from a day on is missing from then on only, and a file on its way may land yet; without `when`,
    as if that day had come, and nothing could land any more.
    """
    found = [] if content["title"].strip() else [Lack("title", AnswerFault.missing)]
    if length(content["title"]) > MOST_TITLE:
        found.append(Lack("title", AnswerFault.too_long, length(content["title"]) - MOST_TITLE))
    found += _lacks_of_translations(content, TITLE, lambda text: max(0, length(text) - MOST_TITLE))
    if categories and content["category_id"] not in categories:
        found.append(Lack("category", AnswerFault.missing))
    return [*found, *lacks_of_answers(content, questions, files, when)]


def lacks_of_answers(
    content: Mapping[str, Any], questions: Sequence[Question], files: Sequence[GivenFile], when: Moment | None = None
) -> list[Lack]:
    """Return what is missing or wrong at the questions that are asked."""
    found: list[Lack] = []
    for question in asked_of(questions, content["answers"], content["category_id"]):
        mine = [file for file in files if file.field_id == question.id]
        is_needed = is_needed_at(question, when.at if when else None)
        lack = (
            _lack_of_files(question, mine, when, is_needed=is_needed)
            if question.kind == FieldKind.files
            else _lack_of_answer(question, content["answers"].get(question.id), is_needed=is_needed)
        )
        found += [lack] if lack else []
        found += _lacks_of_translations(content, question.id, partial(_too_many, question))
    return found


def _lacks_of_translations(content: Mapping[str, Any], piece: str, too_many: Callable[[str], int]) -> list[Lack]:
    """A translation may be wanting, in part or whole; it may not be longer than what it translates may be."""
    texts = ((code, content["translations"].get(code, {}).get(piece, "")) for code in spoken(content))
    counted = [(code, too_many(text)) for code, text in texts]
    return [Lack(piece, AnswerFault.too_long, count, code) for code, count in counted if count]


def _too_many(question: Question, text: str) -> int:
    options = options_of(FieldKind(question.kind), question.options)
    return max(0, length(text) - most_of(options, text)) if isinstance(options, TextOptions) else 0


def _lack_of_answer(question: Question, value: Any, *, is_needed: bool) -> Lack | None:
    fault = check_answer(question, value.strip() if isinstance(value, str) else value, is_needed=is_needed)
    if fault is None:
        return None
    options = options_of(FieldKind(question.kind), question.options)
    return Lack(question.id, fault, _count(options, fault, value))


def _count(options: FieldOptions, fault: AnswerFault, value: Any) -> int:
    """Return by how many characters a text is too long, or in which row of a list the fault lies."""
    if isinstance(options, RowsOptions):
        found = fault_in(options, value)
        return found.row if found else 0
    if isinstance(options, TextOptions) and fault == AnswerFault.too_long:
        return length(value) - most_of(options, value)
    return 0


def _lack_of_files(
    question: Question, files: Sequence[GivenFile], when: Moment | None, *, is_needed: bool
) -> Lack | None:
    faults = [_fault_of_file(file, files, when) for file in files]
    counts = Counter(fault for fault in faults if fault)
    for fault in FileFault:
        if counts[fault]:
            return Lack(question.id, fault, counts[fault])
    wrong = check_answer(question, list(files), is_needed=is_needed)
    return Lack(question.id, wrong) if wrong else None


def _fault_of_file(file: GivenFile, beside: Sequence[GivenFile], when: Moment | None) -> FileFault | None:
    """Return why a file keeps its entry back: what has arrived does not, nor what may land yet and is known by hash."""
    if file.state != FileState.uploading:
        return None if file.state in ARRIVED else FileFault.refused_file
    if when is None or may_land_until(file, when) is None:
        return FileFault.still_uploading
    if file.replaces_id in {other.id for other in beside}:
        return FileFault.replacement_on_its_way
    return None if awaited_until(file, when) else FileFault.not_hashed

"""When the answer to a question of the entry form is good, and how long a text is."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Protocol

from competition.calls.rules.fields import (
    ChoiceOptions,
    FieldKind,
    FilesOptions,
    TextOptions,
    YesNoOptions,
    options_of,
)


class AnswerFault(StrEnum):
    """Why an answer is not good."""

    missing = "missing"
    wrong_kind = "wrong_kind"
    too_long = "too_long"
    unknown_choice = "unknown_choice"
    too_few_files = "too_few_files"
    too_many_files = "too_many_files"


class Question(Protocol):
    """What `check_answer` needs to know of an `EntryField`."""

    kind: Any
    options: Any
    is_required: Any


def length(text: str) -> int:
    """Return how many characters a reader sees.

    Every 汉字 is one, as is a letter with its accents, an emoji put together from several, and a line's end.
    """
    count, joined = 0, False
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        if not joined and not _extends(sign):
            count += 1
        joined = sign == "\u200d"
    return count


def _extends(sign: str) -> bool:
    """Marks, joiners and skin tones belong to the character before them."""
    return sign == "\u200d" or "\U0001f3fb" <= sign <= "\U0001f3ff" or unicodedata.category(sign).startswith("M")


def check_answer(field: Question, value: Any) -> AnswerFault | None:
    """Return why an answer cannot be handed in, or None if it can.

    `value` is a text, the value of a choice, True or False, or the files that were given (any sequence: their
    number counts here, each file is judged by entries). Nothing given is a fault only where the question is
    required: a draft that is being written may overlook `missing` and `too_few_files`.
    """
    if value is None or value == "" or (isinstance(value, Sequence) and not value):
        return AnswerFault.missing if field.is_required else None
    options = options_of(FieldKind(field.kind), field.options)
    match options:
        case YesNoOptions():
            return None if isinstance(value, bool) else AnswerFault.wrong_kind
        case FilesOptions():
            return _check_files(options, value)
        case _:
            return _check_words(options, value)


def _check_words(options: TextOptions | ChoiceOptions, value: Any) -> AnswerFault | None:
    if not isinstance(value, str):
        return AnswerFault.wrong_kind
    if isinstance(options, ChoiceOptions):
        known = any(choice.value == value for choice in options.choices)
        return None if known else AnswerFault.unknown_choice
    return AnswerFault.too_long if length(value) > options.most else None


def _check_files(options: FilesOptions, value: Any) -> AnswerFault | None:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return AnswerFault.wrong_kind
    if len(value) < options.least:
        return AnswerFault.too_few_files
    return AnswerFault.too_many_files if len(value) > options.most else None

"""Questions to the organisers of a call, and answers to one or to all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from competition.calls.rules.commands import Texts
from competition.calls.rules.publication import languages_without
from competition.errors import DomainError

MOST_MESSAGE = 4000
MOST_MESSAGES = 200


@dataclass(frozen=True, slots=True)
class Ask:
    """A message; `seen` is how many there were when it was written, so that sending it twice adds it once."""

    text: str
    seen: int


@dataclass(frozen=True, slots=True)
class WriteAnswer:
    """A public answer as an organiser writes it; `version` is the one before him, 0 for a new one."""

    version: int
    question: Texts
    answer: Texts
    is_published: bool


class TooManyMessages(DomainError):
    """A thread has at most `most` messages."""

    code = "call_too_many_messages"


class AnswerIncomplete(DomainError):
    """What everybody reads stands in each language of the call (`languages`: those that lack something)."""

    code = "call_answer_incomplete"


class AnswerEmpty(DomainError):
    """A draft has its question in one language at least."""

    code = "call_answer_empty"


def check_answer_for_all(command: WriteAnswer, languages: Sequence[str]) -> None:
    """Refuse a public answer that says nothing, or that some readers of the call could not read."""
    if not any(command.question.values()):
        raise AnswerEmpty
    lacking = {*languages_without(command.question, languages), *languages_without(command.answer, languages)}
    if command.is_published and lacking:
        raise AnswerIncomplete(languages=[code for code in languages if code in lacking])

"""When a question is asked: in some categories only, or where an earlier one is answered a certain way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from competition.calls.rules.fields import ChoiceOptions, FieldKind, SeveralOptions
from competition.calls.rules.options import options_of

# Where a condition, and the categories in which it is asked, stand among the options of a question.
SHOWN_IF, CATEGORIES = "shown_if", "categories"
CONDITIONAL = (FieldKind.choice, FieldKind.several, FieldKind.yes_no)


class InOrder(Protocol):
    """What the law needs to know of an `EntryField`."""

    id: Any
    kind: Any
    options: Any


Row = TypeVar("Row", bound=InOrder)


@dataclass(frozen=True, slots=True)
class ShownIf:
    """Asked only if `question` has one of `answers`: values of its choices, `yes` or `no`."""

    question: str
    answers: tuple[str, ...]

    def stored(self) -> dict[str, Any]:
        """Return the condition as the options keep it."""
        return {SHOWN_IF: {"question": self.question, "answers": list(self.answers)}}


def condition_of(options: Mapping[str, Any]) -> ShownIf | None:
    """Return the condition among stored options."""
    stored = options.get(SHOWN_IF)
    return ShownIf(str(stored["question"]), tuple(map(str, stored["answers"]))) if stored else None


def categories_of(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the categories in which a question is asked, among stored options; none of them means all."""
    return tuple(map(str, options.get(CATEGORIES) or ()))


def asked_of(questions: Sequence[Row], answers: Mapping[str, Any], category_id: str | None) -> list[Row]:
    """Return the questions that are asked in a category where these answers are given, in their order.

    One that hangs on a hidden one is hidden. Where a changed question is not answered yet, the answer that its former
    version got decides upon those that hang on it.
    """
    asked: dict[str, Row] = {}
    for question in questions:
        condition, categories = condition_of(question.options), categories_of(question.options)
        if categories and category_id not in categories:
            continue
        if condition is None or (
            condition.question in asked
            and given_in(answer_to(asked[condition.question], answers)) & set(condition.answers)
        ):
            asked[question.id] = question
    return list(asked.values())


def answer_to(question: InOrder, answers: Mapping[str, Any]) -> Any:
    """Return the answer to a question, else the last one that its former versions got."""
    names = (question.id, *getattr(question, "replaces", ()))
    return next((answers[name] for name in names if answers.get(name) is not None), None)


def given_in(answer: Any) -> set[str]:
    """Return the values that an answer has, as conditions name them."""
    if isinstance(answer, bool):
        return {"yes" if answer else "no"}
    return {str(one) for one in answer} if isinstance(answer, list) else {str(answer)}


def answers_to(question: InOrder) -> tuple[str, ...]:
    """Return the answers that a condition may name; none where no condition may hang on the question."""
    if question.kind == FieldKind.yes_no:
        return ("yes", "no")
    if question.kind not in CONDITIONAL:
        return ()
    options = options_of(FieldKind(question.kind), question.options)
    return tuple(one.value for one in options.choices) if isinstance(options, ChoiceOptions | SeveralOptions) else ()


def hang_together(questions: Sequence[InOrder]) -> bool:
    """Tell whether each condition names known answers of one earlier question, so that none hangs on itself."""
    earlier: dict[str, set[str]] = {}
    for question in questions:
        condition = condition_of(question.options)
        if condition and not (condition.answers and set(condition.answers) <= earlier.get(condition.question, set())):
            return False
        earlier[question.id] = set(answers_to(question))
    return True

"""What a team agrees to: what its form keeps, what that comes to, and whether it still holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from competition.calls.rules.clauses import AskedClause, ClauseKind, ClauseShape
from competition.calls.rules.entrants import is_minor
from competition.calls.rules.faults import AnswerFault
from competition.calls.rules.values import is_date
from competition.people.rules.addresses import EmailUnusable, normal_email

MOST_WORDS = 2000
MOST_NAME = 200
MOST_NUMBER = 80
PART = "clause-"
# The parts of an answer, by the shape of its clause; `value` is what is chosen, `given` a tick.
PARTS: dict[ClauseShape, tuple[str, ...]] = {
    ClauseShape.fixed: (),
    ClauseShape.tick: ("given",),
    ClauseShape.ai: ("value", "text"),
    ClauseShape.releases: ("value", "text"),
    ClauseShape.novelty: ("not_before", "value", "number", "office"),
    ClauseShape.guardian: ("minor", "name", "email", "given"),
}
VALUES: dict[ClauseShape, tuple[str, ...]] = {
    ClauseShape.ai: ("none", "assisted"),
    ClauseShape.releases: ("yes", "no", "not_applicable"),
    ClauseShape.novelty: ("no", "yes"),
}


class Given(Protocol):
    """What the law needs to know of an `Agreement`."""

    is_given: Any
    version: Any
    expires_at: Any


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer to a clause comes to: whether it is given, and what is said besides."""

    is_given: bool
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeConsents:
    """Which consents a team gives from now on, by clause, and which version of each it had before its eyes."""

    given: Mapping[str, bool]
    seen: Mapping[str, int]


def holds(agreement: Given | None, now: datetime) -> bool:
    """Tell whether a consent holds: it was given, and its time is not over."""
    if agreement is None or not agreement.is_given:
        return False
    return agreement.expires_at is None or bool(now < agreement.expires_at)


def is_asked_again(clause: AskedClause, agreement: Given | None, now: datetime) -> bool:
    """Tell whether a consent is to be asked once more: never answered, worded anew since, or expired."""
    if agreement is None or agreement.version != clause.version:
        return True
    return bool(agreement.is_given) and not holds(agreement, now)


def expiry(clause: AskedClause, announced: datetime | None) -> datetime | None:
    """Return when a consent that is given now ends: so many years after the announcement, on the same day.

    Where that year has no 29 February it ends on the 28th.
    """
    if clause.years is None or announced is None:
        return None
    year = announced.year + clause.years
    try:
        return announced.replace(year=year)
    except ValueError:
        return announced.replace(year=year, day=28)


def concerns_a_minor(clauses: Sequence[AskedClause], content: Mapping[str, Any], today: date) -> bool:
    """Tell whether a guardian is asked: the date of birth says so, or the entrant."""
    if is_minor(str(content["about"].get("birth_date") or ""), today):
        return True
    ticked = (content["agreed"].get(one.id, {}) for one in clauses if one.shape == ClauseShape.guardian)
    return any(answer.get("minor") for answer in ticked)


def clause_faults(clauses: Sequence[AskedClause], content: Mapping[str, Any], today: date) -> dict[str, AnswerFault]:
    """Return what the answers to clauses still lack, by part of the form."""
    minor = concerns_a_minor(clauses, content, today)
    found: dict[str, AnswerFault] = {}
    for clause in clauses:
        answer = content["agreed"].get(clause.id, {})
        check = _CHECKS.get(clause.shape)
        if check and (clause.shape != ClauseShape.guardian or minor):
            found |= {f"{PART}{clause.id}-{part}": fault for part, fault in check(clause, answer).items()}
    return found


def answered(clause: AskedClause, answer: Mapping[str, Any], *, minor: bool) -> Answered | None:
    """Return what is on record for a clause when the entry is handed in; None where nothing was asked."""
    match clause.shape:
        case ClauseShape.fixed:
            return Answered(True)
        case ClauseShape.guardian:
            detail = {name: answer[name] for name in ("name", "email") if answer.get(name)}
            return Answered(bool(answer.get("given")), detail) if minor else None
        case ClauseShape.tick:
            return Answered(bool(answer.get("given")))
        case _:
            said = {name: answer[name] for name in PARTS[clause.shape] if answer.get(name)}
            return Answered((bool(said.get("value")) and said.get("value") != "no") or _is_novel(clause, said), said)


def not_before(clauses: Sequence[AskedClause], agreed: Mapping[str, Any]) -> str | None:
    """Return the day before which the pictures of an entry are not shown in public, if it names one."""
    days = (agreed.get(one.id, {}).get("not_before") for one in clauses if one.kind == ClauseKind.novelty)
    return next((day for day in days if is_date(day)), None)


def _is_novel(clause: AskedClause, said: Mapping[str, Any]) -> bool:
    return clause.shape == ClauseShape.novelty and bool(said)


def _of_tick(clause: AskedClause, answer: Mapping[str, Any]) -> dict[str, AnswerFault]:
    return {"given": AnswerFault.missing} if clause.is_required and not answer.get("given") else {}


def _of_choice(clause: AskedClause, answer: Mapping[str, Any]) -> dict[str, AnswerFault]:
    value = answer.get("value")
    if not value:
        return {"value": AnswerFault.missing} if clause.is_required else {}
    return {"text": AnswerFault.missing} if value in {"assisted", "yes"} and not answer.get("text") else {}


def _of_novelty(clause: AskedClause, answer: Mapping[str, Any]) -> dict[str, AnswerFault]:
    found = {}
    if answer.get("not_before") and not is_date(answer["not_before"]):
        found["not_before"] = AnswerFault.not_a_date
    if clause.is_required and not answer.get("value"):
        found["value"] = AnswerFault.missing
    if answer.get("value") == "yes" and not answer.get("number"):
        found["number"] = AnswerFault.missing
    return found


def _of_guardian(_clause: AskedClause, answer: Mapping[str, Any]) -> dict[str, AnswerFault]:
    found = {part: AnswerFault.missing for part in ("name", "email", "given") if not answer.get(part)}
    if "email" not in found and letter_address(answer["email"]) is None:
        found["email"] = AnswerFault.not_an_address
    return found


def letter_address(typed: str) -> str | None:
    """Return an e-mail address as letters are sent to it; None where no letter can reach it."""
    try:
        return normal_email(typed)
    except EmailUnusable:
        return None


_CHECKS = {
    ClauseShape.tick: _of_tick,
    ClauseShape.ai: _of_choice,
    ClauseShape.releases: _of_choice,
    ClauseShape.novelty: _of_novelty,
    ClauseShape.guardian: _of_guardian,
}

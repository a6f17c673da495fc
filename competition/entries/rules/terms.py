"""The terms of a call as one entry meets them: who may enter, what is agreed to, and what a manifest says of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Protocol

from competition.calls.rules import AboutFault, AskedClause, Eligibility
from competition.calls.rules.entrants import faults_of
from competition.entries.rules.agreeing import clause_faults
from competition.entries.rules.lacking import Lack

ABOUT = "about-"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a call demands besides its questions: who may enter, and what he agrees to.

    `today` is the day in the call's zone, `taken` how many other entries the lead has in each category.
    """

    rules: Eligibility
    clauses: Sequence[AskedClause]
    today: date
    taken: Mapping[str | None, int] = field(default_factory=dict)


class Agreed(Protocol):
    """What a manifest says of an `Agreement`."""

    version: Any
    is_given: Any
    detail: Any
    person_id: Any
    locale: Any
    at: Any
    expires_at: Any


@dataclass(frozen=True, slots=True)
class HandedInTerms:
    """Under which rules an entry was handed in, and what was agreed to, clause by clause, as `agreed_line` tells it."""

    rules: Mapping[str, Any] = field(default_factory=dict)
    agreed: Sequence[Mapping[str, Any]] = ()


def lacks_of_terms(content: Mapping[str, Any], terms: Terms) -> list[Lack]:
    """Return why a person may not enter, and what he has not agreed to, in the order of the form."""
    about = faults_of(terms.rules, content["about"], terms.today)
    agreed = clause_faults(terms.clauses, content, terms.today)
    most, taken = terms.rules.per_category, terms.taken.get(content["category_id"], 0)
    full = [Lack("category", AboutFault.too_many_in_category, taken)] if most is not None and taken >= most else []
    lacking = [Lack(f"{ABOUT}{part}", fault) for part, fault in about.items()]
    return full + lacking + [Lack(part, fault) for part, fault in agreed.items()]


def agreed_line(clause: AskedClause, given: Agreed, text: Mapping[str, str]) -> dict[str, Any]:
    """Return what a manifest says of one clause: the wording that was read, the answer, by whom, when, how long."""
    return {
        "clause": clause.id,
        "kind": str(clause.kind),
        "place": dict(clause.place),
        "country": clause.country,
        "version": given.version,
        "text": dict(text),
        "given": given.is_given,
        "detail": dict(given.detail),
        "person": given.person_id,
        "language": given.locale,
        "at": as_told(given.at),
        "expires_at": as_told(given.expires_at) if given.expires_at else None,
    }


def as_told(at: datetime) -> str:
    """Return an instant as a manifest tells it: UTC, in milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")

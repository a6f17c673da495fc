"""Whether a person meets the rules of a call: what he is asked because of them, nothing else, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from competition.calls.rules.eligibility import Eligibility, Occupation, TakesPart
from competition.calls.rules.values import COUNTRIES, is_date

MAJORITY = 18
EARLIEST = "1900-01-01"


class AboutFault(StrEnum):
    """Why a person may not enter, or what he has not said yet."""

    missing = "missing"
    not_a_date = "not_a_date"
    too_young = "too_young"
    too_old = "too_old"
    born_too_early = "born_too_early"
    born_too_late = "born_too_late"
    not_from_there = "not_from_there"
    not_a_student = "not_a_student"
    not_a_professional = "not_a_professional"
    not_alone = "not_alone"
    not_a_team = "not_a_team"
    too_many_members = "too_many_members"
    too_few_members = "too_few_members"
    too_many_in_category = "too_many_in_category"


def age_on(born: date, day: date) -> int:
    """Return a person's age in whole years on a day. Who was born on 29 February is a year older on 1 March
    where the year has no such day.
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_minor(born: str, day: date) -> bool:
    """Tell whether a person of this date of birth is under 18 on a day; what is no day says nothing."""
    return is_date(born) and age_on(date.fromisoformat(born), day) < MAJORITY


def parts_asked(rules: Eligibility, about: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what an entrant is asked about himself: what a rule needs, and nothing else."""
    is_student = rules.occupation == Occupation.students or about.get("occupation") == "student"
    is_team = rules.takes_part == TakesPart.teams or about.get("takes_part") == "team"
    asked = {
        "birth_date": rules.has_age,
        "country": rules.has_region,
        "occupation": rules.occupation != Occupation.any,
        "school": rules.occupation in {Occupation.students, Occupation.either} and is_student,
        "takes_part": rules.takes_part != TakesPart.any,
        "members": rules.most_members is not None and rules.takes_part != TakesPart.individuals and is_team,
        "all_meet": rules.concerns_persons and rules.takes_part in {TakesPart.teams, TakesPart.either} and is_team,
    }
    return tuple(name for name, is_asked in asked.items() if is_asked)


def parts_of(rules: Eligibility) -> tuple[str, ...]:
    """Return all that may be asked of an entrant, whatever he answers."""
    return parts_asked(rules, {"occupation": "student", "takes_part": "team"})


def faults_of(rules: Eligibility, about: Mapping[str, Any], today: date) -> dict[str, AboutFault]:
    """Return what keeps a person from entering, by the part where he says it; `today` is the call's own day."""
    checks: dict[str, Callable[[], AboutFault | None]] = {
        "birth_date": lambda: _of_birth(rules, about.get("birth_date"), today),
        "country": lambda: _of_country(rules, about.get("country")),
        "occupation": lambda: _of_occupation(rules, about.get("occupation")),
        "takes_part": lambda: _of_team(rules, about.get("takes_part")),
        "members": lambda: _of_members(rules, about.get("members")),
    }
    asked = parts_asked(rules, about)
    found = {name: checks[name]() if name in checks else _of_given(about.get(name)) for name in asked}
    return {name: fault for name, fault in found.items() if fault is not None}


def _of_given(value: Any) -> AboutFault | None:
    return None if value else AboutFault.missing


def _of_birth(rules: Eligibility, born: Any, today: date) -> AboutFault | None:
    if not born:
        return AboutFault.missing
    if not is_date(born) or not EARLIEST <= born <= today.isoformat():
        return AboutFault.not_a_date
    if rules.born_from is not None and born < rules.born_from:
        return AboutFault.born_too_early
    if rules.born_to is not None and born > rules.born_to:
        return AboutFault.born_too_late
    age = age_on(date.fromisoformat(born), date.fromisoformat(rules.age_on) if rules.age_on else today)
    if rules.age_least is not None and age < rules.age_least:
        return AboutFault.too_young
    return AboutFault.too_old if rules.age_most is not None and age > rules.age_most else None


def _of_country(rules: Eligibility, code: Any) -> AboutFault | None:
    if code not in COUNTRIES:
        return AboutFault.missing
    return None if rules.admits_country(code) else AboutFault.not_from_there


def _of_occupation(rules: Eligibility, said: Any) -> AboutFault | None:
    if said not in {"student", "professional"}:
        return AboutFault.missing
    if rules.occupation == Occupation.students and said != "student":
        return AboutFault.not_a_student
    is_wrong = rules.occupation == Occupation.professionals and said != "professional"
    return AboutFault.not_a_professional if is_wrong else None


def _of_team(rules: Eligibility, said: Any) -> AboutFault | None:
    if said not in {"alone", "team"}:
        return AboutFault.missing
    if rules.takes_part == TakesPart.individuals and said != "alone":
        return AboutFault.not_a_team
    return AboutFault.not_alone if rules.takes_part == TakesPart.teams and said != "team" else None


def _of_members(rules: Eligibility, count: Any) -> AboutFault | None:
    if not isinstance(count, int):
        return AboutFault.missing
    if count < 2:
        return AboutFault.too_few_members
    return AboutFault.too_many_members if rules.most_members is not None and count > rules.most_members else None

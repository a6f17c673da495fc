"""Who may enter: the rules that a call sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from competition.calls.rules.values import COUNTRIES

MOST_AGE = 120
MOST_MEMBERS = 50
MOST_ENTRIES = 20
MOST_SCHOOL = 200


class Basis(StrEnum):
    """Which country of a person counts."""

    none = "none"
    residence = "residence"
    nationality = "nationality"


class Region(StrEnum):
    """Whether a list names those who may enter, or those who may not."""

    only = "only"
    all_but = "all_but"


class Occupation(StrEnum):
    """Who may enter by occupation; with `either` an entrant says which, with `any` nobody is asked."""

    any = "any"
    students = "students"
    professionals = "professionals"
    either = "either"


class TakesPart(StrEnum):
    """Who may enter, alone or together; with `either` an entrant says which, with `any` nobody is asked."""

    any = "any"
    individuals = "individuals"
    teams = "teams"
    either = "either"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The rules of a call. Ages in whole years on the day `age_on`, days as `2027-02-28`, countries by ISO 3166."""

    age_least: int | None = None
    age_most: int | None = None
    age_on: str | None = None
    born_from: str | None = None
    born_to: str | None = None
    basis: Basis = Basis.none
    region: Region = Region.only
    countries: tuple[str, ...] = ()
    occupation: Occupation = Occupation.any
    takes_part: TakesPart = TakesPart.any
    most_members: int | None = None
    per_person: int | None = None
    per_category: int | None = None

    @property
    def has_age(self) -> bool:
        """Tell whether a date of birth decides anything."""
        return any(one is not None for one in (self.age_least, self.age_most, self.born_from, self.born_to))

    @property
    def has_region(self) -> bool:
        """Tell whether a country decides anything."""
        return self.basis != Basis.none and bool(self.countries)

    @property
    def concerns_persons(self) -> bool:
        """Tell whether there is a rule that each person of a team has to meet."""
        return self.has_age or self.has_region or self.occupation in {Occupation.students, Occupation.professionals}

    def admits_country(self, code: str) -> bool:
        """Tell whether a person of this country may enter."""
        return (code in self.countries) == (self.region == Region.only)

    def stored(self) -> dict[str, Any]:
        """Return the rules as plain values, without those that are not set."""
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        found = {name: value for name, value in plain.items() if value != getattr(NO_RULES, name)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


NO_RULES = Eligibility()


def eligibility_of(stored: Mapping[str, Any] | None) -> Eligibility:
    """Return the rules of what is stored; what is not known is left out."""
    told = dict(stored or {})
    known = {one.name for one in fields(Eligibility)}
    kinds: dict[str, Any] = {"basis": Basis, "region": Region, "occupation": Occupation, "takes_part": TakesPart}
    found = {name: kinds[name](value) if name in kinds else value for name, value in told.items() if name in known}
    found["countries"] = tuple(code for code in told.get("countries", ()) if code in COUNTRIES)
    return Eligibility(**found)

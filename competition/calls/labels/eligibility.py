"""The rules of eligibility in words: as the public reads them, and as an entrant who does not meet one is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from babel.lists import format_list

from competition.calls.labels.questions import country_name, day_words
from competition.calls.rules.eligibility import Basis, Eligibility, Occupation, Region, TakesPart
from competition.calls.rules.entrants import AboutFault
from competition.i18n import babel_name, gettext, locale, ngettext
from competition.i18n import lazy_gettext as _l

BASES: dict[Basis, Any] = {
    Basis.none: _l("No country counts, and none is asked"),
    Basis.residence: _l("The country in which a person lives"),
    Basis.nationality: _l("The nationality of a person"),
}
REGIONS: dict[Region, Any] = {
    Region.only: _l("Only people of these countries may enter"),
    Region.all_but: _l("People of all countries but these may enter"),
}
OCCUPATIONS: dict[Occupation, Any] = {
    Occupation.any: _l("Everybody; nobody is asked"),
    Occupation.students: _l("Students, who name their school"),
    Occupation.professionals: _l("Professionals"),
    Occupation.either: _l("Both; an entrant says which"),
}
PARTIES: dict[TakesPart, Any] = {
    TakesPart.any: _l("Everybody; nobody is asked"),
    TakesPart.individuals: _l("Individuals"),
    TakesPart.teams: _l("Teams"),
    TakesPart.either: _l("Both; an entrant says which"),
}


def _(words: str, **values: object) -> str:
    return str(gettext(words, **values))


def rules_in_words(rules: Eligibility) -> list[str]:
    """Return who may enter, a sentence for each rule, for the reader."""
    said = [_of_age(rules), _of_birth(rules), _of_region(rules), _of_occupation(rules), _of_party(rules)]
    return [sentence for sentence in [*said, *_of_number(rules)] if sentence]


def why_not(rules: Eligibility, fault: AboutFault) -> str:
    """Return the rule that a person does not meet, in a sentence; empty for what is only missing."""
    if fault in _RULES:
        return _("You may not enter: %(rule)s", rule=_RULES[fault](rules))
    if fault == AboutFault.too_many_in_category:
        return " ".join(_of_number(rules))
    return str(_SAID.get(fault, ""))


_SAID: dict[AboutFault, Any] = {
    AboutFault.not_a_date: _l("This is not a date of birth. Write year, month and day, as in 1998-02-28."),
    AboutFault.too_few_members: _l("A team has at least two members. Who enters alone chooses so."),
}


def _of_age(rules: Eligibility) -> str:
    least, most = rules.age_least, rules.age_most
    if least is None and most is None:
        return ""
    day = day_words(rules.age_on) if rules.age_on else _("the day of handing in")
    if least is not None and most is not None:
        return _("Entrants are %(least)s to %(most)s years old on %(day)s.", least=least, most=most, day=day)
    if least is not None:
        return _("Entrants are at least %(least)s years old on %(day)s.", least=least, day=day)
    return _("Entrants are at most %(most)s years old on %(day)s.", most=most, day=day)


def _of_birth(rules: Eligibility) -> str:
    first, last = rules.born_from, rules.born_to
    if first and last:
        return _("Entrants were born between %(first)s and %(last)s.", first=day_words(first), last=day_words(last))
    if first:
        return _("Entrants were born on %(first)s or later.", first=day_words(first))
    return _("Entrants were born on %(last)s or earlier.", last=day_words(last)) if last else ""


def _of_region(rules: Eligibility) -> str:
    if not rules.has_region:
        return ""
    countries = listed([country_name(code) for code in rules.countries])
    return str(_REGIONS[rules.basis, rules.region]) % {"countries": countries}


_REGIONS: dict[tuple[Basis, Region], Any] = {
    (Basis.residence, Region.only): _l("Entrants live in one of these countries: %(countries)s."),
    (Basis.residence, Region.all_but): _l("Entrants may live in any country but these: %(countries)s."),
    (Basis.nationality, Region.only): _l("Entrants have the nationality of one of these countries: %(countries)s."),
    (Basis.nationality, Region.all_but): _l("Entrants may have any nationality but these: %(countries)s."),
}


def _of_occupation(rules: Eligibility) -> str:
    return {
        Occupation.students: _("This call is for students."),
        Occupation.professionals: _("This call is for professionals."),
        Occupation.either: _("Students and professionals may enter."),
    }.get(rules.occupation, "")


def _of_party(rules: Eligibility) -> str:
    most = rules.most_members
    if rules.takes_part == TakesPart.individuals:
        return _("Individuals may enter, no teams.")
    if rules.takes_part == TakesPart.teams:
        if most is None:
            return _("Teams may enter, no individuals.")
        return _("Teams of at most %(most)s members may enter, no individuals.", most=most)
    if rules.takes_part == TakesPart.either:
        if most is None:
            return _("Individuals and teams may enter.")
        return _("Individuals may enter, and teams of at most %(most)s members.", most=most)
    return ""


def _of_number(rules: Eligibility) -> list[str]:
    found = []
    if rules.per_person is not None:
        words = ngettext(
            "A person enters at most %(num)s work.", "A person enters at most %(num)s works.", rules.per_person
        )
        found.append(str(words))
    if rules.per_category is not None:
        words = ngettext(
            "In each category a person enters at most %(num)s work.",
            "In each category a person enters at most %(num)s works.",
            rules.per_category,
        )
        found.append(str(words))
    return found


_RULES: dict[AboutFault, Callable[[Eligibility], str]] = {
    AboutFault.too_young: _of_age,
    AboutFault.too_old: _of_age,
    AboutFault.born_too_early: _of_birth,
    AboutFault.born_too_late: _of_birth,
    AboutFault.not_from_there: _of_region,
    AboutFault.not_a_student: _of_occupation,
    AboutFault.not_a_professional: _of_occupation,
    AboutFault.not_alone: _of_party,
    AboutFault.not_a_team: _of_party,
    AboutFault.too_many_members: _of_party,
}


def listed(names: list[str]) -> str:
    """Return names as a language lists them: Belgium, China and Japan."""
    return str(format_list(names, locale=babel_name(locale())))

"""The form of who may enter."""

from __future__ import annotations

from typing import Any

from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from competition.calls import labels
from competition.calls.forms.asked import typed_day
from competition.calls.forms.worded import needed, options, version_field
from competition.calls.labels.eligibility import BASES, OCCUPATIONS, PARTIES, REGIONS
from competition.calls.rules.eligibility import (
    MOST_AGE,
    MOST_ENTRIES,
    MOST_MEMBERS,
    Basis,
    Eligibility,
    Occupation,
    Region,
    TakesPart,
)
from competition.calls.rules.values import read_date
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, TextField, attach_error

AGES = ("age_least", "age_most")
DAYS = ("age_on", "born_from", "born_to")
COUNTS = (*AGES, "most_members", "per_person", "per_category")


def _number(label: Any, least: int, most: int, help_: Any = "") -> IntegerField:
    return IntegerField(label, [Optional(), NumberRange(least, most)], description=help_)


def _day(label: Any, help_: Any = "") -> TextField:
    return TextField(label, [typed_day], description=help_, render_kw={"type": "date"})


class EligibilityForm(FacetForm):
    """Who may enter a call. What is left empty is no rule, and nobody is asked about it."""

    version = version_field()
    age_least = _number(_l("At least so many years old"), 1, MOST_AGE)
    age_most = _number(_l("At most so many years old"), 1, MOST_AGE)
    age_on = _day(_l("On this day"), _l("Empty: on the day of handing in."))
    born_from = _day(_l("Born on this day or later"))
    born_to = _day(_l("Born on this day or earlier"))
    basis = RadioField(_l("Which country counts"), [needed(_l("Choose one."))], choices=options(BASES.items()))
    region = RadioField(_l("How the list is meant"), [needed(_l("Choose one."))], choices=options(REGIONS.items()))
    countries = SelectMultipleField(
        _l("Countries"), [Optional()], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    occupation = RadioField(
        _l("Students or professionals"), [needed(_l("Choose one."))], choices=options(OCCUPATIONS.items())
    )
    takes_part = RadioField(_l("Alone or together"), [needed(_l("Choose one."))], choices=options(PARTIES.items()))
    most_members = _number(_l("Members of a team at most"), 2, MOST_MEMBERS)
    per_person = _number(_l("Entries of one person at most"), 1, MOST_ENTRIES, _l("Withdrawn ones do not count."))
    per_category = _number(_l("Entries of one person in one category at most"), 1, MOST_ENTRIES)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for bounds in their order, for countries where one counts, and for a day that says what."""
        is_good: bool = super().validate(extra_validators)
        wrong = {name: words for name, words in self._wrong().items() if words}
        for name, words in wrong.items():
            attach_error(self, name, words)
        return is_good and not wrong

    def _wrong(self) -> dict[str, Any]:
        first, last = (read_date(self[name].data or "") for name in DAYS[1:])
        ages = [self[name].data for name in AGES]
        is_turned = None not in ages and ages[0] > ages[1]
        has_list = self.basis.data == Basis.none or bool(self.countries.data)
        return {
            "age_most": _l("This is less than the least age.") if is_turned else "",
            "born_to": _l("This comes before the first day.") if first and last and last < first else "",
            "countries": "" if has_list else _l("Choose the countries, or say that no country counts."),
            "age_on": _l("Write an age too.") if self.age_on.data and not any(ages) else "",
        }

    def rules(self) -> Eligibility:
        """Return the rules."""
        days: dict[str, Any] = {name: read_date(self[name].data or "") for name in DAYS}
        basis = Basis(self.basis.data)
        countries = () if basis == Basis.none else tuple(dict.fromkeys(self.countries.data or ()))
        return Eligibility(
            **{name: self[name].data for name in COUNTS},
            **days,
            basis=basis,
            region=Region(self.region.data),
            countries=countries,
            occupation=Occupation(self.occupation.data),
            takes_part=TakesPart(self.takes_part.data),
        )


def eligibility_form(rules: Eligibility, version: int) -> EligibilityForm:
    """Return the form, filled with the rules as they are."""
    names = (*COUNTS, *DAYS, "basis", "region", "occupation", "takes_part")
    plain = {name: getattr(rules, name) for name in names}
    data = {name: str(value) if name in names[len(COUNTS) :] and value else value for name, value in plain.items()}
    form = EligibilityForm(data={"version": version, **data, "countries": list(rules.countries)})
    form.countries.choices = options(labels.country_names())
    return form

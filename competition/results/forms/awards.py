"""The form of the awards: for each prize who receives it, or that it is withheld, and the motion that carries it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, IntegerField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from competition.calls.forms.worded import Most
from competition.i18n import lazy_gettext as _l
from competition.results.rules import MOST_MINUTES, MOST_VOTES, Award, Decide, Minutes
from competition.web.fields import FacetForm, LongTextField, attach_error

VOTES = {"in_favour": _l("In favour"), "against": _l("Against"), "abstained": _l("Abstained")}


@dataclass(frozen=True, slots=True)
class Offered:
    """A prize with the entries that may receive it, best first, each `(id, words)`, and what stands before the jury:
    what was decided before, else what the rule proposes.
    """

    honour_id: str
    name: str
    entries: Sequence[tuple[str, str]]
    before: Award


class Winners(SelectMultipleField):
    """Checkboxes, one an entry."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AwardsForm(FacetForm):
    """The run that the page showed; `awards_form` adds the fields of each prize."""

    run_id = HiddenField()
    offered: Sequence[Offered] = ()

    def of(self, one: Offered, name: str) -> Any:
        """Return a field of a prize."""
        return self[f"{name}_{one.honour_id}"]

    def award_of(self, one: Offered) -> Award:
        """Return what was chosen for a prize."""
        winners = tuple(dict.fromkeys(self.of(one, "winners").data or ()))
        return Award(one.honour_id, winners, bool(self.of(one, "withheld").data), self._minutes_of(one))

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Return who receives each prize that is decided here."""
        awards = [self.award_of(one) for one in self.offered]
        return {award.honour_id: award.winners for award in awards if award.winners or award.is_withheld}

    def has_motion(self, one: Offered) -> bool:
        """Tell whether anything is written, or amiss, in the motion of a prize."""
        fields = [self.of(one, name) for name in ("motion", *VOTES, "held_on")]
        return any(field.errors or field.data not in (None, "") for field in fields)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a prize that is both given and withheld, and half a motion, at their fields."""
        is_valid = bool(super().validate(extra_validators))
        for one in self.offered:
            for name, words in self._faults_of(one):
                attach_error(self, f"{name}_{one.honour_id}", words)
                is_valid = False
        return is_valid

    def _faults_of(self, one: Offered) -> Iterable[tuple[str, Any]]:
        if self.of(one, "winners").data and self.of(one, "withheld").data:
            yield "withheld", _l("Take the winners away, or do not withhold this award.")
        if not self.has_motion(one):
            return
        if not self.of(one, "motion").data:
            yield "motion", _l("Write what the jury moved, and why.")
        for name in ("in_favour", "held_on"):
            field = self.of(one, name)
            if field.data is None and not field.errors:
                yield name, _l("The minutes of a motion name this.")

    def _minutes_of(self, one: Offered) -> Minutes | None:
        text, held_on = self.of(one, "motion").data, self.of(one, "held_on").data
        if not text or held_on is None:
            return None
        votes = {name: self.of(one, name).data or 0 for name in VOTES}
        return Minutes(text=text, held_on=held_on, **votes)

    def to_command(self) -> Decide:
        """Return the awards as a command."""
        return Decide(self.run_id.data or "", tuple(self.award_of(one) for one in self.offered))


def awards_form(offered: Sequence[Offered], run_id: str) -> AwardsForm:
    """Return the form of these prizes, filled with what stands before the jury."""
    fields: dict[str, Any] = {"offered": offered}
    values: dict[str, Any] = {"run_id": run_id}
    for one in offered:
        for name, field in _fields_of(one).items():
            fields[f"{name}_{one.honour_id}"] = field
        for name, value in _values_of(one.before).items():
            values[f"{name}_{one.honour_id}"] = value
    form: AwardsForm = type("FilledAwardsForm", (AwardsForm,), fields)(data=values)
    return form


def _fields_of(one: Offered) -> dict[str, Any]:
    bounds = NumberRange(0, MOST_VOTES, _l("Write a number of votes."))
    return {
        "winners": Winners(one.name, choices=[SelectChoice(value, words) for value, words in one.entries]),
        "withheld": BooleanField(_l("Withhold this award")),
        "motion": LongTextField(_l("Motion of the jury"), [Most(MOST_MINUTES)]),
        **{name: IntegerField(label, [Optional(), bounds]) for name, label in VOTES.items()},
        "held_on": DateField(_l("Day of the meeting"), [Optional()]),
    }


def _values_of(before: Award) -> dict[str, Any]:
    values: dict[str, Any] = {"winners": list(before.winners), "withheld": before.is_withheld}
    if before.minutes is None:
        return values
    votes = {name: getattr(before.minutes, name) for name in VOTES}
    return {**values, **votes, "motion": before.minutes.text, "held_on": before.minutes.held_on}

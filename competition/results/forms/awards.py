"""The form of the awards: for each category its winners, or that it is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from competition.results.rules import Award, Decide
from competition.web.fields import FacetForm, attach_error


@dataclass(frozen=True, slots=True)
class Offered:
    """A category with the entries that may win it, best first, each `(id, words)`."""

    category_id: str
    name: str
    entries: Sequence[tuple[str, str]]


class Winners(SelectMultipleField):
    """Checkboxes, one an entry."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AwardsForm(FacetForm):
    """The run that the page showed; `awards_form` adds two fields for each category."""

    run_id = HiddenField()
    offered: Sequence[Offered] = ()

    def award_of(self, one: Offered) -> Award:
        """Return what was chosen for a category."""
        winners, withheld = self.pair(one)
        return Award(one.category_id, tuple(dict.fromkeys(winners.data or ())), bool(withheld.data))

    def pair(self, one: Offered) -> tuple[Any, Any]:
        """Return the two fields of a category."""
        return self[f"winners_{one.category_id}"], self[f"withheld_{one.category_id}"]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse an award that is both given and withheld, at its field."""
        is_valid = bool(super().validate(extra_validators))
        for one in self.offered:
            award = self.award_of(one)
            if award.winners and award.is_withheld:
                words = _l("Take the winners away, or do not withhold this award.")
                attach_error(self, f"withheld_{one.category_id}", words)
                is_valid = False
        return is_valid

    def to_command(self) -> Decide:
        """Return the awards as a command."""
        return Decide(self.run_id.data or "", tuple(self.award_of(one) for one in self.offered))


def awards_form(offered: Sequence[Offered], run_id: str, decided: dict[str, Award]) -> AwardsForm:
    """Return the form for these categories, filled with what was decided before."""
    fields: dict[str, Any] = {"offered": offered}
    values: dict[str, Any] = {"run_id": run_id}
    for one in offered:
        before = decided.get(one.category_id, Award(one.category_id))
        fields[f"winners_{one.category_id}"] = Winners(
            one.name, choices=[SelectChoice(value, words) for value, words in one.entries]
        )
        fields[f"withheld_{one.category_id}"] = BooleanField(_l("Withhold this award"))
        values[f"winners_{one.category_id}"] = list(before.winners)
        values[f"withheld_{one.category_id}"] = before.is_withheld
    form: AwardsForm = type("FilledAwardsForm", (AwardsForm,), fields)(data=values)
    return form

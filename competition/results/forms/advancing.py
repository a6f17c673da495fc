"""The two forms of who goes on: the rule (it stores nothing, and lies in the address), and the choice."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FloatField, HiddenField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Length, Optional

from competition.calls.forms.worded import options
from competition.results.labels.advancing import RULES
from competition.results.rules import MOST_REASON, Advance, AdvanceBy, AdvanceRule, BadAdvanceRule, check_advance_rule
from competition.web.fields import FacetForm, LongTextField, attach_error


class AdvanceRuleForm(FacetForm):
    """By what entries go on."""

    class Meta:
        csrf = False

    by = RadioField(_l("They go on"), [InputRequired()], choices=options(RULES.items()), default="places")
    value = FloatField(_l("How many places, or from how many points"), [Optional()])
    is_per_category = BooleanField(_l("Count each category for itself"))

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the number that the rule needs."""
        if not super().validate(extra_validators):
            return False
        try:
            check_advance_rule(self.rule())
        except BadAdvanceRule:
            attach_error(self, "value", _l("Write a whole number of places from 1 on, or a number of points."))
            return False
        return True

    def rule(self) -> AdvanceRule:
        """Return the rule."""
        by = AdvanceBy(self.by.data)
        has_number = by in {AdvanceBy.places, AdvanceBy.threshold}
        return AdvanceRule(by, self.value.data if has_number else None, bool(self.is_per_category.data))


class AdvanceForm(FacetForm):
    """Who goes on, and why where it is not what the rule says."""

    run_id = HiddenField()
    chosen = SelectMultipleField(validate_choice=False)
    reason = LongTextField(_l("Why others go on than the rule says"), [Length(max=MOST_REASON)])

    def command(self, rule: AdvanceRule) -> Advance:
        """Return the command."""
        return Advance(self.run_id.data or "", rule, frozenset(self.chosen.data or ()), self.reason.data or "")

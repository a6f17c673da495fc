"""The form of the release rule: who signs, and what entrants get once the results are public."""

from __future__ import annotations

from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

from competition.calls import labels
from competition.calls.forms.worded import needed, options, version_field
from competition.calls.rules import ChooseReleaseRule, Feedback, ReleaseRule
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm


class ReleaseRuleForm(FacetForm):
    """Whose signatures a release needs, and what entrants get after it."""

    version = version_field()
    rule = RadioField(
        _l("The results are released when these have signed"),
        [needed(_l("Choose one."))],
        choices=options(labels.RELEASE_RULES.items()),
    )

    complaint_days = IntegerField(
        _l("Days in which entrants may complain"),
        [InputRequired(_l("Write a number.")), NumberRange(0, 365, _l("Write a number from 0 to 365."))],
        description=_l("Counted from the publication of the winners, which says the last day. 0 means none."),
    )
    feedback = RadioField(
        _l("Once the winners are published, each team sees of its own entry"),
        [needed(_l("Choose one."))],
        choices=options(labels.FEEDBACK.items()),
    )

    def command(self) -> ChooseReleaseRule:
        """Return the command."""
        feedback = Feedback(self.feedback.data)
        return ChooseReleaseRule(self.version.data, ReleaseRule(self.rule.data), self.complaint_days.data, feedback)

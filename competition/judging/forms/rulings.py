"""The chair's ruling on the vetoes against an entry."""

from __future__ import annotations

from wtforms import RadioField
from wtforms.validators import DataRequired, Length

from competition.calls.forms.worded import options
from competition.i18n import lazy_gettext as _l
from competition.judging.rules.reasons import MOST_REASON
from competition.judging.rules.rulings import RuleCommand
from competition.web.fields import FacetForm, LongTextField

IN, OUT = "in", "out"


class RuleForm(FacetForm):
    """Whether it stays in, and why."""

    ruling = RadioField(
        _l("Ruling"),
        [DataRequired(_l("Choose one."))],
        choices=options([(OUT, _l("The vetoes stand: it stays out")), (IN, _l("It stays in"))]),
    )
    reason = LongTextField(_l("Reason"), [DataRequired(_l("Write why.")), Length(max=MOST_REASON)])

    def command(self, entry_id: str) -> RuleCommand:
        """Return the command."""
        return RuleCommand(entry_id, self.ruling.data == IN, self.reason.data)

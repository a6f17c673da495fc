"""What the organisers make of two works that look alike."""

from __future__ import annotations

from wtforms import RadioField
from wtforms.validators import DataRequired, Length

from competition.calls.forms.worded import options
from competition.entries.labels.likeness import SAMENESS
from competition.entries.rules.likeness import MOST_REASON, Sameness
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, LongTextField


class SamenessForm(FacetForm):
    """One of two answers, and how one knows."""

    verdict = RadioField(
        _l("Are these the same work?"),
        [DataRequired(_l("Choose one of the two."))],
        choices=options((one, SAMENESS[one]) for one in Sameness),
    )
    reason = LongTextField(
        _l("How do you know?"),
        [
            DataRequired(_l("Say in a sentence how you know. The reason stands in the log.")),
            Length(max=MOST_REASON, message=_l("Use at most %(max)d characters.")),
        ],
    )

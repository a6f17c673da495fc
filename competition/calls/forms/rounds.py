"""A round of judging: its name, and its dates as wall-clock times in the zone of the call."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from wtforms.validators import Optional

from competition.calls import labels
from competition.calls.forms.parts import NAME, has_some
from competition.calls.forms.worded import WordedForm, form_with, version_field, words
from competition.calls.rules import RoundDraft
from competition.calls.rules.rounds import ROUND_DATES
from competition.i18n import lazy_gettext as _l
from competition.web.fields import ZonedDateTimeField, attach_error


class RoundForm(WordedForm):
    """A round."""

    version = version_field()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a name in one language at least, and for dates in their order."""
        is_good: bool = super().validate(extra_validators)
        given = [(name, self[name].data) for name in ROUND_DATES if name in self and self[name].data]
        for (before, early), (name, at) in pairwise(given):
            if at <= early:
                attach_error(self, name, _l("This must come after “%(date)s”.", date=labels.ROUND_DATES[before]))
                is_good = False
        return has_some(self, "name", _l("Write the name in one language at least.")) and is_good

    def command(self) -> RoundDraft:
        """Return the command."""
        dates = {name: self[name].data for name in ROUND_DATES if name in self}
        return RoundDraft(self.version.data, self.texts("name"), **dates)


def round_form(languages: Sequence[str], zone: str, *, is_first: bool = False, **data: Any) -> RoundForm:
    """Return the form of a round, its times read in `zone`; the first one asks entrants for nothing more."""
    dates = {
        name: ZonedDateTimeField(
            labels.ROUND_DATES[name], [Optional()], zone=zone, description=labels.ROUND_DATES_HELP[name], name=name
        )
        for name in (ROUND_DATES[2:] if is_first else ROUND_DATES)
    }
    form: RoundForm = form_with(RoundForm, languages, **words("name", NAME, languages), **dates)(**data)
    return form

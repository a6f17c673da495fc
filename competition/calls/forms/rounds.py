"""A round of judging: its name, and its dates as wall-clock times in the zone of the call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms.validators import Optional

from competition.calls import labels
from competition.calls.forms.parts import NAME, has_some
from competition.calls.forms.worded import WordedForm, form_with, version_field, words
from competition.calls.rules import RoundDraft
from competition.i18n import lazy_gettext as _l
from competition.web.fields import ZonedDateTimeField, attach_error


class RoundForm(WordedForm):
    """A round."""

    version = version_field()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a name in one language at least, and for a close after the opening."""
        is_good: bool = super().validate(extra_validators)
        opens, closes = self["opens_at"].data, self["closes_at"].data
        if opens and closes and closes <= opens:
            attach_error(self, "closes_at", _l("This must come after “%(date)s”.", date=labels.ROUND_DATES["opens_at"]))
            is_good = False
        return has_some(self, "name", _l("Write the name in one language at least.")) and is_good

    def command(self) -> RoundDraft:
        """Return the command."""
        return RoundDraft(self.version.data, self.texts("name"), self["opens_at"].data, self["closes_at"].data)


def round_form(languages: Sequence[str], zone: str, **data: Any) -> RoundForm:
    """Return the form of a round, its times read in `zone`."""
    dates = {
        name: ZonedDateTimeField(
            words, [Optional()], zone=zone, description=labels.DATES_HELP[f"judging_{name}"], name=name
        )
        for name, words in labels.ROUND_DATES.items()
    }
    form: RoundForm = form_with(RoundForm, languages, **words("name", NAME, languages), **dates)(**data)
    return form

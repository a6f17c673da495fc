"""The organisers' check: one sentence for each part to mend and a deadline; or a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms.validators import DataRequired, InputRequired, Length, Optional

from competition.entries.rules.checking import MOST_WORDS, AskFix, FixItem
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, LongTextField, ZonedDateTimeField

WORDS = "words-"
_REASON = DataRequired(_l("Write the reason: the team reads it in its letter."))
_LENGTH = Length(max=MOST_WORDS, message=_l("Use at most %(max)d characters."))


class FixForm(FacetForm):
    """What to mend; the parts are added to a subclass by `fix_form`."""

    def to_command(self, parts: Sequence[str]) -> AskFix:
        """Return the request: the parts beside which something was written."""
        written = [(part, (self[WORDS + part].data or "").strip()) for part in parts]
        return AskFix(tuple(FixItem(part, words) for part, words in written if words), self["due_at"].data)


class BarForm(FacetForm):
    """Why an entry cannot take part."""

    reason = LongTextField(_l("Reason"), [_REASON, _LENGTH])


def fix_form(parts: Sequence[tuple[str, Any]], zone: str, **values: Any) -> FixForm:
    """Return the form for these parts, `(id, label)`, with its deadline in the call's zone."""
    fields: dict[str, Any] = {WORDS + part: LongTextField(label, [Optional(), _LENGTH]) for part, label in parts}
    needed = InputRequired(_l("Choose the day and the time."))
    fields["due_at"] = ZonedDateTimeField(_l("To be mended by"), [needed], zone=zone)
    form: FixForm = type("CallFixForm", (FixForm,), fields)(**values)
    return form

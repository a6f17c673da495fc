"""A code for late entry, typed by a team; and an extension, given by an organiser."""

from __future__ import annotations

from typing import Any

from wtforms.validators import InputRequired, Length

from competition.entries.rules.deadline import MOST_REASON, Extend
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, LongTextField, TextField, ZonedDateTimeField


class LateCodeForm(FacetForm):
    """A code, as it is typed."""

    code = TextField(_l("Code for late entry"), [InputRequired(_l("Type the code.")), Length(max=60)])


class ExtensionForm(FacetForm):
    """Until when, and why."""

    reason = LongTextField(_l("Why"), [InputRequired(_l("Say why.")), Length(max=MOST_REASON)])

    def command(self) -> Extend:
        """Return the command."""
        return Extend(until=self["until"].data, reason=self.reason.data or "")


def extension_form(zone: str, **data: Any) -> ExtensionForm:
    """Return the form of an extension, its time read in `zone`."""
    until = ZonedDateTimeField(_l("Until"), [InputRequired(_l("Write until when."))], zone=zone, name="until")
    kind: Any = type("ZonedExtensionForm", (ExtensionForm,), {"until": until})
    form: ExtensionForm = kind(**data)
    return form

"""A code for late entry, typed by a team; and an extension, given by an organiser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from competition.entries.rules.deadline import MOST_REASON, Extend
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, LongTextField, TextField, ZonedDateTimeField


class LateCodeForm(FacetForm):
    """A code, as it is typed."""

    code = TextField(_l("Code for late entry"), [InputRequired(_l("Type the code.")), Length(max=60)])


class ExtensionForm(FacetForm):
    """For what, until when, and why."""

    asked_in = SelectField(_l("For"), validate_choice=False)
    reason = LongTextField(_l("Why"), [InputRequired(_l("Say why.")), Length(max=MOST_REASON)])

    def command(self) -> Extend:
        """Return the command."""
        return Extend(self["until"].data, self.reason.data or "", self.asked_in.data or None)


def extension_form(zone: str, rounds: Sequence[tuple[str, str]] = (), **data: Any) -> ExtensionForm:
    """Return the form of an extension, its time read in `zone`; `rounds` are those that ask of the entry: id, name."""
    until = ZonedDateTimeField(_l("Until"), [InputRequired(_l("Write until when."))], zone=zone, name="until")
    kind: Any = type("ZonedExtensionForm", (ExtensionForm,), {"until": until})
    form: ExtensionForm = kind(**data)
    form.asked_in.choices = [("", _l("The entry itself")), *rounds]
    return form

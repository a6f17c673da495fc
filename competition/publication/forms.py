"""The forms of release: a time to propose, and what a person saw when he signed."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired

from competition.calls.forms.worded import Most
from competition.publication.rules import MOST_REASON
from competition.web.fields import FacetForm, LongTextField, ZonedDateTimeField


class ProposeForm(FacetForm):
    """When to announce; `propose_form` adds the field, since its zone is the call's."""


class SignForm(FacetForm):
    """The digest of what stood on the page."""

    content = HiddenField(validators=[InputRequired()])


class WithdrawForm(FacetForm):
    """Why an award is taken back, in words that the public reads."""

    reason = LongTextField(
        _l("Reason"), [InputRequired(_l("Write why the award is withdrawn: the public reads it.")), Most(MOST_REASON)]
    )


class CallOffForm(FacetForm):
    """Nothing but the token."""


def propose_form(zone: str, **values: Any) -> Any:
    """Return the form with the time in the call's zone."""
    needed = InputRequired(_l("Choose the day and the time."))
    field = ZonedDateTimeField(_l("Announce the winners at"), [needed], zone=zone)
    return type("ZonedProposeForm", (ProposeForm,), {"publish_at": field})(**values)

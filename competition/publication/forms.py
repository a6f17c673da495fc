"""The forms of release: a time to propose, and what a person saw when he signed."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired

from competition.web.fields import FacetForm, ZonedDateTimeField


class ProposeForm(FacetForm):
    """When to announce; `propose_form` adds the field, since its zone is the call's."""


class SignForm(FacetForm):
    """The digest of what stood on the page."""

    content = HiddenField(validators=[InputRequired()])


class CallOffForm(FacetForm):
    """Nothing but the token."""


def propose_form(zone: str, **values: Any) -> Any:
    """Return the form with the time in the call's zone."""
    needed = InputRequired(_l("Choose the day and the time."))
    field = ZonedDateTimeField(_l("Announce the winners at"), [needed], zone=zone)
    return type("ZonedProposeForm", (ProposeForm,), {"publish_at": field})(**values)

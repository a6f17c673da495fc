"""The forms of release: a time to propose, and what a person saw when he signed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from competition.calls.forms.worded import Most, options
from competition.publication.rules import MOST_COMPLAINT, MOST_REASON, ReleaseComments
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


class ComplainForm(FacetForm):
    """For which of the own entries, and what is wrong; `offer` hands in the entries."""

    entry = SelectField(_l("Entry"), [InputRequired(_l("Choose one."))])
    text = LongTextField(_l("Complaint"), [InputRequired(_l("Write it in words.")), Most(MOST_COMPLAINT)])

    def offer(self, entries: Iterable[tuple[str, str]]) -> None:
        """Hand in the entries that can be complained for."""
        self.entry.choices = options(entries)


class AnswerForm(FacetForm):
    """The answer to a complaint."""

    text = LongTextField(_l("Answer"), [InputRequired(_l("Write it in words.")), Most(MOST_COMPLAINT)])


_SHOWN = re.compile(r"([a-z2-7]{26})\.([0-9a-f]{64})")


class CommentsForm(FacetForm):
    """Which comments a page showed (`id.digest`), and which of them teams may read (`id`)."""

    shown = SelectMultipleField(validate_choice=False)
    released = SelectMultipleField(validate_choice=False)

    def validate_shown(self, field: Any) -> None:
        """Refuse what no page of ours sends."""
        if not all(_SHOWN.fullmatch(one) for one in field.data):
            raise ValidationError

    def command(self) -> ReleaseComments:
        """Return the command."""
        shown = (one.partition(".") for one in self.shown.data or ())
        return ReleaseComments({sheet: digest for sheet, _dot, digest in shown}, frozenset(self.released.data or ()))


class CallOffForm(FacetForm):
    """Nothing but the token."""


def propose_form(zone: str, **values: Any) -> Any:
    """Return the form with the time in the call's zone."""
    needed = InputRequired(_l("Choose the day and the time."))
    field = ZonedDateTimeField(_l("Announce the winners at"), [needed], zone=zone)
    return type("ZonedProposeForm", (ProposeForm,), {"publish_at": field})(**values)

"""The form of a team's consents: a tick for each use, and the version that stood beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from competition.calls.rules import AskedClause
from competition.entries.rules.agreeing import ChangeConsents
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm


class ConsentsForm(FacetForm):
    """Which uses are consented to. A subclass has the fields of the call's clauses."""

    clauses: Sequence[AskedClause] = ()

    def command(self) -> ChangeConsents:
        """Return the command."""
        given = {one.id: bool(self[f"given-{one.id}"].data) for one in self.clauses}
        return ChangeConsents(given, {one.id: self[f"seen-{one.id}"].data for one in self.clauses})


def consents_form(clauses: Sequence[AskedClause], given: Mapping[str, bool]) -> ConsentsForm:
    """Return the form; what was sent for an older wording is refused by the service, not here."""
    fields: dict[str, Any] = {"clauses": clauses}
    for one in clauses:
        fields[f"given-{one.id}"] = BooleanField(_l("I agree"))
        fields[f"seen-{one.id}"] = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    data: dict[str, Any] = {f"given-{one.id}": given.get(one.id, False) for one in clauses}
    data |= {f"seen-{one.id}": one.version for one in clauses}
    form: ConsentsForm = type("CallConsentsForm", (ConsentsForm,), fields)(data=data)
    return form

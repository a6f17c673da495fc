"""Inviting jurors, letting them go, and the pledge."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, EmailField, RadioField, SelectField
from wtforms.validators import DataRequired, Email, Length, Optional

from competition.calls.forms.worded import options
from competition.i18n import LANGUAGES, Texts
from competition.i18n import lazy_gettext as _l
from competition.judging.rules.leaving import LeaveCommand
from competition.judging.rules.panel import MOST_INTERESTS, PledgeCommand
from competition.judging.rules.reasons import MOST_REASON
from competition.people.rules import Invite, Role
from competition.web.fields import FacetForm, LongTextField, TextField, attach_error


class InviteForm(FacetForm):
    """An invitation to the jury."""

    email = EmailField(_l("E-mail address"), [DataRequired(_l("Write the e-mail address.")), Length(max=320), Email()])
    name = TextField(_l("Name"), [Optional(), Length(max=120)])
    locale = SelectField(_l("Language of the letter"), choices=options(LANGUAGES.items()))

    def command(self, call_id: str, title: Texts) -> Invite:
        """Return the command."""
        return Invite(self.email.data, Role.juror, call_id, dict(title), self.name.data or "", self.locale.data)


class LeaveForm(FacetForm):
    """A juror leaves the jury."""

    reason = LongTextField(_l("Reason"), [DataRequired(_l("Write why.")), Length(max=MOST_REASON)])
    sets_aside = BooleanField(
        _l("Set aside what was handed in"), description=_l("For the chair only: these marks no longer count.")
    )

    def command(self) -> LeaveCommand:
        """Return the command."""
        return LeaveCommand(self.reason.data, self.sets_aside.data)


class ConflictForm(FacetForm):
    """The answer to a question about a conflict."""

    reason = LongTextField(_l("Reason"), [DataRequired(_l("Write why.")), Length(max=MOST_REASON)])


# Its version is `calls.rules.jury.NAMING_VERSION`.
NAMING = _l("My name may stand among the jurors on the public page of this call.")


class NamingForm(FacetForm):
    """Whether a juror agrees to be named."""

    agrees = BooleanField(NAMING, [Optional()])


class PledgeForm(FacetForm):
    """Confidentiality, conduct, interests: the first two are accepted, the third is answered."""

    keeps_confidence = BooleanField(
        _l("I keep everything I see here confidential."), [DataRequired(_l("Please accept confidentiality."))]
    )
    keeps_conduct = BooleanField(
        _l("I judge by these rules of conduct."), [DataRequired(_l("Please accept the rules of conduct."))]
    )
    has_interests = RadioField(
        _l("Your interests"),
        [DataRequired(_l("Choose one."))],
        choices=options(
            [
                ("none", _l("I know of nothing that connects me with anyone who may have entered.")),
                ("some", _l("There is something the organisers should know:")),
            ]
        ),
    )
    may_be_named = BooleanField(NAMING, [Optional()])
    interests = LongTextField(_l("What connects you, and with whom"), [Optional(), Length(max=MOST_INTERESTS)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for words where there is something to know."""
        is_good: bool = super().validate(extra_validators)
        if self.has_interests.data == "some" and not self.interests.data:
            attach_error(self, "interests", _l("Write what the organisers should know, or choose the other answer."))
            return False
        return is_good

    def command(self) -> PledgeCommand:
        """Return the command."""
        words = self.interests.data if self.has_interests.data == "some" else ""
        return PledgeCommand(self.keeps_confidence.data, self.keeps_conduct.data, words or "", self.may_be_named.data)

"""Inviting somebody to a team."""

from __future__ import annotations

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from competition.entries.labels import RIGHTS
from competition.entries.rules.team import InviteToTeam, Rights
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, TextField

_EMAIL = {"type": "email", "autocomplete": "off", "inputmode": "email", "spellcheck": "false", "dir": "ltr"}


class InviteForm(FacetForm):
    """An address, a name for the letter, and what this person may do."""

    email = TextField(_l("E-mail address"), [InputRequired(_l("This is needed.")), Length(max=254)], render_kw=_EMAIL)
    name = TextField(_l("Name"), [Optional(), Length(max=200)], render_kw={"autocomplete": "off"})
    rights = RadioField(
        _l("May"),
        choices=[SelectChoice(right.value, words) for right, words in RIGHTS.items()],
        default=Rights.edit.value,
    )

    def to_command(self) -> InviteToTeam:
        """Return the wish."""
        return InviteToTeam(self.email.data or "", Rights(self.rights.data), self.name.data or "")

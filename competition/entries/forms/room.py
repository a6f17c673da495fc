"""How much the files of a call may take."""

from __future__ import annotations

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from competition.calls.forms.worded import version_field
from competition.calls.rules.room import MOST_PER_CALL, MOST_PER_ENTRY, LimitFiles
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm


class RoomForm(FacetForm):
    """Two limits, in gigabytes."""

    version = version_field()
    per_entry = IntegerField(
        _l("Files of one entry, in GB"),
        [InputRequired(_l("Write a number.")), NumberRange(1, MOST_PER_ENTRY, _l("Write a number from 1 to 1000."))],
    )
    per_call = IntegerField(
        _l("Files of all entries together, in GB"),
        [InputRequired(_l("Write a number.")), NumberRange(1, MOST_PER_CALL, _l("Write a number from 1 to 1000000."))],
    )

    def command(self) -> LimitFiles:
        """Return the command."""
        return LimitFiles(self.version.data, self.per_entry.data or 0, self.per_call.data or 0)

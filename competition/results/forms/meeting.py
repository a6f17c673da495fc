"""What whoever leads a meeting and its members send: a work to show, words, a motion, a choice, a reason."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import BooleanField, SelectField
from wtforms.validators import DataRequired, Length, Optional

from competition.i18n import lazy_gettext as _l
from competition.results.rules.meeting import MOST_WORDS, Move
from competition.web.fields import FacetForm, LongTextField


class ShowForm(FacetForm):
    """The work that stands on the screen."""

    code = SelectField(_l("Work on the screen"), [Optional()], validate_choice=False)

    def offer(self, codes: Iterable[str], nothing: str) -> None:
        """Offer the works of the round by their codes."""
        self.code.choices = [("", nothing), *((code, code) for code in codes)]


class NoteForm(FacetForm):
    """What was said."""

    note = LongTextField(_l("Note for the minutes"), [DataRequired(_l("Write it down.")), Length(max=MOST_WORDS)])


class MoveForm(FacetForm):
    """A motion that is put to the vote."""

    motion = LongTextField(_l("Motion"), [DataRequired(_l("Write what is moved.")), Length(max=MOST_WORDS)])
    is_about_entry = BooleanField(_l("It is about the work on the screen: whoever is bound to it does not vote"))
    honour = SelectField(
        _l("Prize"),
        [Optional()],
        validate_choice=False,
        description=_l("If it is carried, the decision on this prize carries it."),
    )

    def offer(self, honours: Iterable[tuple[str, str]], nothing: str) -> None:
        """Offer the prizes of the call."""
        self.honour.choices = [("", nothing), *honours]

    def command(self) -> Move:
        """Return the command."""
        return Move(self.motion.data or "", self.is_about_entry.data, self.honour.data or None)


class CorrectForm(FacetForm):
    """Why a juror changes his marks; the marks themselves come as on his sheet."""

    reason = LongTextField(_l("Why your marks change"), [DataRequired(_l("Write why.")), Length(max=1000)])


class DrawForm(FacetForm):
    """What stands at the end of the minutes, in words of whoever draws them up."""

    remarks = LongTextField(_l("Further remarks"), [Optional(), Length(max=MOST_WORDS)])

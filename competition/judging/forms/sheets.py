"""Score sheets: one field per criterion, named by its id, `comment` and `note`; stepping back, and flags."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField
from wtforms.validators import DataRequired, Length

from competition.calls.forms.worded import options
from competition.i18n import lazy_gettext as _l
from competition.judging.labels import FLAG_KINDS
from competition.judging.rules.flags import FlagCommand, FlagKind
from competition.judging.rules.panel import MOST_RELATION
from competition.judging.rules.reasons import MOST_REASON
from competition.judging.rules.sheets import SheetCommand
from competition.web.fields import FacetForm, LongTextField, is_clean, normalise

OURS = frozenset({"csrf_token", "version", "comment", "note", "act", "looked"})
MOST_SECONDS = 86_400


class RecuseForm(FacetForm):
    """Why a juror steps back from an entry."""

    relation = LongTextField(
        _l("What connects you with this work"),
        [DataRequired(_l("Please say in a few words what connects you with this work.")), Length(max=MOST_RELATION)],
    )


class FlagForm(FacetForm):
    """What a juror points out about an entry."""

    kind = RadioField(_l("What is it about"), [DataRequired(_l("Choose one."))], choices=options(FLAG_KINDS.items()))
    reason = LongTextField(
        _l("What you noticed"), [DataRequired(_l("Write what you noticed.")), Length(max=MOST_REASON)]
    )

    def command(self) -> FlagCommand:
        """Return the command."""
        return FlagCommand(FlagKind(self.kind.data), self.reason.data)


class OutcomeForm(FacetForm):
    """What was made of a flag."""

    outcome = LongTextField(
        _l("What was made of it"), [DataRequired(_l("Write what was made of it.")), Length(max=MOST_REASON)]
    )


def sheet_command(given: Any) -> SheetCommand:
    """Return the sheet that a form or a script sent. What is no whole number stays text, and rules refuse it.

    Control characters in words are dropped rather than refused: a juror in mid-sentence cannot find them.
    """
    version = _whole(given.get("version"))
    return SheetCommand(
        version=version if isinstance(version, int) else 0,
        marks={name: _whole(given.get(name)) for name in given if name not in OURS},
        comment=_words(given.get("comment")),
        note=_words(given.get("note")),
        looked=_seconds(given.get("looked")),
    )


def _seconds(text: str | None) -> int:
    """Return so many seconds, a day at most; nothing for nonsense: no mark is refused for it."""
    return min(int(text), MOST_SECONDS) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _words(text: str | None) -> str:
    return "".join(sign for sign in normalise(text) or "" if is_clean(sign))


def _whole(text: str | None) -> Any:
    """Return the whole number that a text says; nothing for an empty one; the text itself for anything else."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else text

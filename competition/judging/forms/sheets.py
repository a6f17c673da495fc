"""Score sheets: one field per criterion, named by its id, and `comment`; and stepping back."""

from __future__ import annotations

from typing import Any

from wtforms.validators import DataRequired, Length

from competition.i18n import lazy_gettext as _l
from competition.judging.rules.panel import MOST_RELATION
from competition.judging.rules.sheets import SheetCommand
from competition.web.fields import FacetForm, LongTextField, is_clean, normalise

OURS = frozenset({"csrf_token", "version", "comment", "act"})


class RecuseForm(FacetForm):
    """Why a juror steps back from an entry."""

    relation = LongTextField(
        _l("What connects you with this work"),
        [DataRequired(_l("Please say in a few words what connects you with this work.")), Length(max=MOST_RELATION)],
    )


def sheet_command(given: Any) -> SheetCommand:
    """Return the sheet that a form or a script sent. What is no whole number stays text, and rules refuse it.

    Control characters in a comment are dropped rather than refused: a juror in mid-sentence cannot find them.
    """
    version = _whole(given.get("version"))
    comment = normalise(given.get("comment")) or ""
    return SheetCommand(
        version=version if isinstance(version, int) else 0,
        marks={name: _whole(given.get(name)) for name in given if name not in OURS},
        comment="".join(sign for sign in comment if is_clean(sign)),
    )


def _whole(text: str | None) -> Any:
    """Return the whole number that a text says; nothing for an empty one; the text itself for anything else."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else text

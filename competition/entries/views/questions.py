"""A question as the form asks it: in the reader's language, with what it takes."""

from __future__ import annotations

from competition.calls.models import EntryField
from competition.calls.rules import FieldKind, FilesOptions, is_needed_at, options_of
from competition.entries.forms import Asked
from competition.i18n import gettext as _
from competition.i18n import pick
from competition.web.session import current_actor
from competition.web.times import full_date


def files_options(field: EntryField) -> FilesOptions | None:
    """Return which files a question takes; None for a question of another kind."""
    options = options_of(FieldKind(field.kind), field.options) if field.kind == FieldKind.files else None
    return options if isinstance(options, FilesOptions) else None


def asked_in_words(field: EntryField, zone: str) -> Asked:
    """Return a question as the form asks it of the reader; one that is needed later says from when."""
    kind, at = FieldKind(field.kind), current_actor().at
    is_needed = is_needed_at(field, at)
    later = field.required_from if field.is_required and not is_needed else None
    return Asked(
        id=field.id,
        kind=kind,
        label=str(pick(field.label)),
        help=str(pick(field.help)),
        is_required=is_needed,
        options=options_of(kind, field.options),
        needed_from=str(_("Needed from %(day)s.", day=full_date(later, zone))) if later else "",
    )

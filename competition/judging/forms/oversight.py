"""When jurors are reminded, and which of them by hand."""

from __future__ import annotations

from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import Length, ValidationError

from competition.i18n import lazy_gettext as _l
from competition.judging.rules.oversight import MOST_DAYS, MOST_STEPS
from competition.web.fields import FacetForm, TextField


class PlanForm(FacetForm):
    """Days before the close, as numbers with commas between them; none turns reminders off."""

    days = TextField(
        _l("Days before the close"),
        [Length(max=60)],
        description=_l("Numbers with commas between them, as 7, 2, 1. Leave it empty and nobody is reminded."),
    )

    def validate_days(self, field: TextField) -> None:
        """Refuse what is no number of days."""
        words = _words(field.data)
        if len(words) > MOST_STEPS or not all(_is_day(word) for word in words):
            raise ValidationError(
                str(_l("Write up to %(steps)s numbers from 1 to %(most)s.", steps=MOST_STEPS, most=MOST_DAYS))
            )

    def chosen(self) -> tuple[int, ...]:
        """Return the days."""
        return tuple(int(word) for word in _words(self.days.data))


class RemindForm(FacetForm):
    """The jurors who are reminded now; `token` makes sending the form twice one act."""

    token = HiddenField(validators=[Length(min=8, max=40)])
    chosen = SelectMultipleField(validate_choice=False)


def _words(text: str | None) -> list[str]:
    return (text or "").replace(",", " ").replace("、", " ").replace("，", " ").split()


def _is_day(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 3 and 1 <= int(word) <= MOST_DAYS

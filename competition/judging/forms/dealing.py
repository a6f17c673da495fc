"""Sharing entries out, what a juror takes, and the ticks of one juror's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wtforms import BooleanField, IntegerField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from competition.calls.forms.worded import options
from competition.i18n import LANGUAGES
from competition.i18n import lazy_gettext as _l
from competition.judging.rules.dealing import (
    MOST_ENTRIES,
    MOST_JURORS_PER_ENTRY,
    MOST_LEEWAY,
    DealCommand,
    HandCommand,
    TermsCommand,
)
from competition.web.fields import FacetForm


class DealForm(FacetForm):
    """What a deal shall be like."""

    per_entry = IntegerField(_l("Jurors for each entry"), [InputRequired(), NumberRange(1, MOST_JURORS_PER_ENTRY)])
    leeway = IntegerField(
        _l("How much the jurors' work may differ"),
        [Optional(), NumberRange(0, MOST_LEEWAY)],
        default=0,
        description=_l("In entries, from an even share. With 0 all get the same number, or one more or less."),
    )
    borrowed = IntegerField(
        _l("Share of jurors from other categories, in per cent"),
        [Optional(), NumberRange(0, 100)],
        default=0,
        description=_l("Where jurors sit for categories: 20 keeps their marks comparable across all of them."),
    )
    moves_open = BooleanField(_l("Deal anew what nobody has begun"))

    def command(self, seed: str) -> DealCommand:
        """Return the command."""
        return DealCommand(
            self.per_entry.data, seed, self.leeway.data or 0, self.borrowed.data or 0, self.moves_open.data
        )


class TermsForm(FacetForm):
    """What a juror takes: languages, categories, and how many entries."""

    languages = SelectMultipleField(
        _l("Languages"),
        [DataRequired(_l("Choose one language at least."))],
        choices=options(LANGUAGES.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("In which entries can be read."),
    )
    categories = SelectMultipleField(
        _l("Categories"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("With no tick, entries of all categories suit alike."),
    )
    most = IntegerField(
        _l("At most so many entries"),
        [Optional(), NumberRange(0, MOST_ENTRIES)],
        description=_l("In one round. Empty: an even share, however many there are."),
    )

    def offer(self, categories: Iterable[tuple[str, str]]) -> None:
        """Offer the categories of a call: (id, name) each."""
        self.categories.choices = list(categories)

    def command(self) -> TermsCommand:
        """Return the command."""
        return TermsCommand(tuple(self.languages.data), tuple(self.categories.data), self.most.data)


def hand_command(shown: Sequence[str], chosen: Sequence[str]) -> HandCommand:
    """Return the command of the ticks on one juror's page."""
    return HandCommand(frozenset(shown), frozenset(chosen))

"""The form of an honour: what it is called, who gives what, and the rule by which it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from competition.calls.forms.worded import (
    LINE,
    SHORT,
    Asked,
    Most,
    WordedForm,
    Wording,
    data_of,
    form_with,
    options,
    version_field,
    words,
)
from competition.i18n import Texts
from competition.i18n import lazy_gettext as _l
from competition.results.labels.honours import KINDS
from competition.results.rules import (
    MOST_RECIPIENTS,
    MOST_THRESHOLD,
    HonourDraft,
    HonourKind,
    HonourRule,
)
from competition.web.fields import TextField, attach_error

NAME = Wording(lambda language: _l("Name (%(language)s)", language=language), SHORT)
PRIZE = Wording(lambda language: _l("What it brings (%(language)s)", language=language), LINE)
NO_POINTS = _l("Write a number, such as 4 or 4.5.")


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen for an honour: categories and institutions, each `(id, name)`."""

    categories: Sequence[tuple[str, str]]
    givers: Sequence[tuple[str, str]]


class HonourForm(WordedForm):
    """An honour of a call."""

    version = version_field()
    kind = SelectField(_l("Kind"), [Asked()], choices=options(KINDS.items()))
    category = SelectField(
        _l("Category"), description=_l("The works that can receive it: those of one category, or all.")
    )
    giver = SelectField(_l("Given by"), description=_l("A host or partner of the call that gives this prize."))
    most = IntegerField(
        _l("Works that receive it, at most"),
        [InputRequired(_l("Write a number.")), NumberRange(1, MOST_RECIPIENTS, _l("Write a number from 1 to 50."))],
    )
    threshold = TextField(
        _l("Least points"),
        [Optional(), Most(12)],
        description=_l("On the adjusted scale. If no work reaches them, the prize is withheld."),
    )
    quota = IntegerField(
        _l("Works of one category, at most"),
        [Optional(), NumberRange(1, MOST_RECIPIENTS, _l("Write a number from 1 to 50."))],
    )
    may_join = BooleanField(_l("Winners of an earlier prize may receive it too"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a name, but for the award of a category; for that, ask for the category."""
        is_good: bool = super().validate(extra_validators)
        is_category = self.kind.data == HonourKind.category
        if is_category and not self.category.data:
            attach_error(self, "category", _l("Choose the category that this award is for."))
            is_good = False
        if not is_category and not self.texts("name"):
            attach_error(self, f"name_{self.languages[0]}", _l("Write the name in one language at least."))
            is_good = False
        if self.threshold.data and self._threshold() is None:
            attach_error(self, "threshold", NO_POINTS)
            is_good = False
        return is_good

    def _threshold(self) -> float | None:
        """Return the points, written with a point or a comma; None for what is no such number."""
        try:
            points = float((self.threshold.data or "").replace(",", "."))
        except ValueError:
            return None
        return points if isfinite(points) and 0 <= points <= MOST_THRESHOLD else None

    def command(self) -> HonourDraft:
        """Return the honour."""
        return HonourDraft(
            version=self.version.data,
            kind=HonourKind(self.kind.data),
            name=self.texts("name"),
            category_id=self.category.data or None,
            giver_id=self.giver.data or None,
            prize=self.texts("prize"),
            rule=HonourRule(self.most.data, self._threshold(), self.quota.data, self.may_join.data),
        )


def honour_form(languages: Sequence[str], choices: Choices, **data: Any) -> HonourForm:
    """Return the form of an honour in the languages of its call."""
    fields = {**words("name", NAME, languages), **words("prize", PRIZE, languages)}
    form: HonourForm = form_with(HonourForm, languages, **fields)(**data)
    form.category.choices = options([("", _l("All categories")), *choices.categories])
    form.giver.choices = options([("", _l("The call itself")), *choices.givers])
    return form


def honour_data(draft: HonourDraft) -> dict[str, Any]:
    """Return an honour as the data of its form."""
    texts: dict[str, Texts] = {"name": draft.name, "prize": draft.prize}
    return {
        **data_of(texts),
        "kind": str(draft.kind),
        "category": draft.category_id or "",
        "giver": draft.giver_id or "",
        "most": draft.rule.most,
        "threshold": "" if draft.rule.threshold is None else f"{draft.rule.threshold:g}",
        "quota": draft.rule.quota,
        "may_join": draft.rule.may_join,
    }

"""The form of how results are computed: a method, what breaks ties, and why it is changed."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import Length

from competition.results import labels
from competition.results.rules import METHODS, MOST_REASON, MOST_TIE_RULES, TIE_RULES, ChangeHow, HowComputed, Tie
from competition.web.fields import FacetForm, LongTextField

NONE = ""


class HowForm(FacetForm):
    """`tie_1` to `tie_3` name a rule, or a criterion as `criterion:<id>`, or nothing."""

    version = HiddenField()
    method = SelectField(_l("Ranked by"))
    tie_1 = SelectField(_l("Ties are broken by"), default=NONE)
    tie_2 = SelectField(_l("then by"), default=NONE)
    tie_3 = SelectField(_l("and then by"), default=NONE)
    reason = LongTextField(_l("Why it is changed"), [Length(max=MOST_REASON)])

    def to_command(self) -> ChangeHow:
        """Return what was chosen; a rule named twice counts once, at its first place."""
        given = (self[f"tie_{place}"].data for place in range(1, MOST_TIE_RULES + 1))
        ties = tuple(dict.fromkeys(_tie(one) for one in given if one))
        version = str(self.version.data or "")
        how = HowComputed(self.method.data, ties)
        return ChangeHow(int(version) if version.isascii() and version.isdigit() else 0, how, self.reason.data or "")


def how_form(
    how: HowComputed,
    version: int,
    criteria: Sequence[tuple[str, str]],
    *,
    methods: Sequence[str] = METHODS,
    needs_reason: bool = False,
) -> HowForm:
    """Return the form filled with what holds; `criteria` are `(id, name)`, `methods` those that fit the round."""
    places = {f"tie_{place}": _value(tie) for place, tie in enumerate(how.ties, start=1)}
    form = HowForm(data={"version": version, "method": how.method, **places})
    form.method.flags.required, form.reason.flags.required = True, needs_reason
    form.method.choices = [(method, labels.METHODS[method]) for method in methods]
    rules = [(rule, labels.TIE_RULES[rule]) for rule in TIE_RULES if rule != "criterion"]
    named = [(f"criterion:{key}", labels.tie_by_criterion(name)) for key, name in criteria]
    for place in range(1, MOST_TIE_RULES + 1):
        form[f"tie_{place}"].choices = [(NONE, labels.NO_TIE_RULE), *rules, *named]
    return form


def _tie(given: str) -> Tie:
    rule, _, criterion = given.partition(":")
    return rule, criterion


def _value(tie: Tie) -> str:
    rule, criterion = tie
    return f"{rule}:{criterion}" if criterion else rule

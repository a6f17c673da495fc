"""The kind of a round and its rules: one form, of which each kind reads the fields that it knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange, Optional

from competition.calls.forms.worded import needed, options
from competition.i18n import lazy_gettext as _l
from competition.judging.labels.kinds import KINDS, OTHERS
from competition.judging.rules.kinds import (
    LEAST_STARS,
    MOST_SIZE,
    MOST_STARS,
    MOST_THRESHOLD,
    USUAL_STARS,
    OthersRule,
    RoundHow,
    RoundKind,
)
from competition.web.fields import FacetForm

# Which field says how large a kind is, and which one says how many votes decide.
SIZES = {RoundKind.stars: "stars", RoundKind.screening: "votes", RoundKind.ranking: "places"}
THRESHOLDS = {
    RoundKind.eligibility: "yes_needed",
    RoundKind.screening: "yes_needed",
    RoundKind.veto: "vetoes_needed",
}
# The kinds that each field belongs to; a field that is not named here belongs to all.
SHOWN_FOR: dict[str, str] = {
    "stars": "stars",
    "has_halves": "stars",
    "votes": "screening",
    "places": "ranking",
    "yes_needed": "eligibility screening",
    "vetoes_needed": "veto",
}


class HowForm(FacetForm):
    """How the round is judged."""

    kind = RadioField(_l("Kind of round"), [needed(_l("Choose one."))], choices=options(KINDS.items()))
    stars = IntegerField(_l("How many stars there are"), [Optional(), NumberRange(LEAST_STARS, MOST_STARS)])
    has_halves = BooleanField(_l("Half stars can be given too"))
    votes = IntegerField(_l("How many entries a juror may say yes to"), [Optional(), NumberRange(1, MOST_SIZE)])
    places = IntegerField(_l("How many places a juror fills"), [Optional(), NumberRange(1, MOST_SIZE)])
    yes_needed = IntegerField(_l("How many yes an entry needs to go on"), [Optional(), NumberRange(1, MOST_THRESHOLD)])
    vetoes_needed = IntegerField(_l("How many vetoes put an entry aside"), [Optional(), NumberRange(1, MOST_THRESHOLD)])
    least_marks = IntegerField(
        _l("How many jurors must have judged an entry"), [InputRequired(), NumberRange(1, MOST_THRESHOLD)]
    )
    others = RadioField(
        _l("A juror sees what the others gave"), [needed(_l("Choose one."))], choices=options(OTHERS.items())
    )
    may_change = BooleanField(_l("What was handed in may be changed until the close"))

    @classmethod
    def of(cls, how: RoundHow) -> HowForm:
        """Return the form of rules as they are."""
        data: dict[str, Any] = {"stars": USUAL_STARS, "yes_needed": 1, "vetoes_needed": 1}
        data |= {"kind": how.kind.value, "others": how.others.value, "has_halves": how.has_halves}
        data |= {"least_marks": how.least_marks, "may_change": how.may_change}
        if how.kind in THRESHOLDS:
            data[THRESHOLDS[how.kind]] = how.threshold
        if how.kind in SIZES and how.size is not None:
            data[SIZES[how.kind]] = how.size
        return cls(formdata=None, data=data)

    @property
    def has_criteria(self) -> bool:
        """Tell whether the kind is judged by criteria of its own."""
        return bool(self.kind.data == RoundKind.scores)

    def how(self) -> RoundHow:
        """Return the rules; numbers of other kinds are passed over."""
        kind = RoundKind(self.kind.data)
        return RoundHow(
            kind=kind,
            size=self._number(SIZES, kind),
            has_halves=kind == RoundKind.stars and self.has_halves.data,
            threshold=self._number(THRESHOLDS, kind) or 1,
            least_marks=self.least_marks.data,
            others=OthersRule(self.others.data),
            may_change=self.may_change.data,
        )

    def _number(self, fields: Mapping[RoundKind, str], kind: RoundKind) -> int | None:
        number: int | None = self[fields[kind]].data if kind in fields else None
        return number

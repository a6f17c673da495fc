"""The words for how a juror marks."""

from __future__ import annotations

from typing import Any

from competition.i18n import lazy_gettext as _l
from competition.results.rules import Remark

REMARKS: dict[Remark, Any] = {
    Remark.few: _l("Too few entries to say."),
    Remark.narrow: _l("Uses a smaller part of the scale than the others."),
    Remark.wide: _l("Uses more of the scale than the others."),
    Remark.straying: _l("Strays from what the others say more than is usual."),
    Remark.surprising: _l("A few single marks surprise; look at these entries together."),
    Remark.even: _l("Strays less than chance would have it."),
    Remark.unlike: _l("Puts the entries in another order than the others: another view, or another scale in mind."),
    Remark.one_verdict: _l("Gives nearly the same points on all criteria."),
    Remark.usual: _l("As the others do."),
}

"""The honours of a call as it names them, and the rule by which each is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from competition.errors import DomainError

Texts = dict[str, str]

MOST_HONOURS = 60
MOST_RECIPIENTS = 50
MOST_THRESHOLD = 100_000


class HonourKind(StrEnum):
    """What an honour is: the engine's `PrizeKind` has the same values."""

    grand_prix = "grand_prix"
    category = "category"
    honourable_mention = "honourable_mention"
    special = "special"


@dataclass(frozen=True, slots=True)
class HonourRule:
    """To how many works at most, from how many points on, how many of one category, and whether beside another."""

    most: int = 1
    threshold: float | None = None
    quota: int | None = None
    may_join: bool = False


@dataclass(frozen=True, slots=True)
class HonourDraft:
    """An honour, whole. One of kind `category` may go without a name: then it bears its category's."""

    version: int
    kind: HonourKind
    name: Texts = field(default_factory=dict)
    category_id: str | None = None
    giver_id: str | None = None
    prize: Texts = field(default_factory=dict)
    rule: HonourRule = HonourRule()


class HonourNameless(DomainError):
    """An honour has a name of its own, but for those of a category."""

    code = "honour_nameless"


class HonourLacksCategory(DomainError):
    """The award of a category needs its category; and a category is one of this call's."""

    code = "honour_lacks_category"


class UnknownGiver(DomainError):
    """An honour is given by an institution that takes part in the call, or by the call itself."""

    code = "honour_unknown_giver"


class BadHonourRule(DomainError):
    """A number of the rule lies outside what makes sense."""

    code = "honour_bad_rule"


class TooManyHonours(DomainError):
    """A call has a bounded number of honours."""

    code = "honour_too_many"


def check_honour(draft: HonourDraft) -> None:
    """Refuse an honour that nobody could call by name or give by its rule."""
    if draft.kind == HonourKind.category and draft.category_id is None:
        raise HonourLacksCategory
    if draft.kind != HonourKind.category and not any(draft.name.values()):
        raise HonourNameless
    rule = draft.rule
    in_bounds = (
        1 <= rule.most <= MOST_RECIPIENTS
        and (rule.quota is None or 1 <= rule.quota <= MOST_RECIPIENTS)
        and (rule.threshold is None or 0 <= rule.threshold <= MOST_THRESHOLD)
    )
    if not in_bounds:
        raise BadHonourRule

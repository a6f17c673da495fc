"""What an entrant agrees to: consents, one for each use of an entry, and declarations. Their wording has versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from competition.errors import DomainError

Texts = Mapping[str, str]

MOST_CLAUSES = 40
MOST_YEARS = 50
MOST_WORDING = 600


class ClauseKind(StrEnum):
    """What a clause is about, in the order in which an entrant reads them."""

    jury = "jury"
    web = "web"
    press = "press"
    catalogue = "catalogue"
    exhibition = "exhibition"
    social = "social"
    archive = "archive"
    transfer = "transfer"
    own_work = "own_work"
    not_shown = "not_shown"
    novelty = "novelty"
    ai_use = "ai_use"
    ai_training = "ai_training"
    models = "models"
    photographers = "photographers"
    guardian = "guardian"
    own = "own"


class ClauseShape(StrEnum):
    """How a clause is answered."""

    fixed = "fixed"
    tick = "tick"
    ai = "ai"
    releases = "releases"
    novelty = "novelty"
    guardian = "guardian"


CONSENTS = (
    ClauseKind.jury,
    ClauseKind.web,
    ClauseKind.press,
    ClauseKind.catalogue,
    ClauseKind.exhibition,
    ClauseKind.social,
    ClauseKind.archive,
    ClauseKind.transfer,
)
DECLARATIONS = tuple(kind for kind in ClauseKind if kind not in CONSENTS)
# A call may ask these of several places, recipients or matters; every other kind once.
SEVERAL = frozenset({ClauseKind.exhibition, ClauseKind.transfer, ClauseKind.own})
# The place that a clause names: a city, or whoever receives the data and his country.
WITH_PLACE = frozenset({ClauseKind.exhibition, ClauseKind.transfer})
# No call is without these: the jury sees what it judges, and the work is the entrant's own.
ALWAYS = frozenset({ClauseKind.jury, ClauseKind.own_work})
# Consent to a use is free: no entry is refused for want of it. To do without a transfer may be impossible.
VOLUNTARY = frozenset({*CONSENTS, ClauseKind.ai_training}) - {ClauseKind.jury, ClauseKind.transfer}
SHAPES = {
    ClauseKind.jury: ClauseShape.fixed,
    ClauseKind.own_work: ClauseShape.fixed,
    ClauseKind.novelty: ClauseShape.novelty,
    ClauseKind.ai_use: ClauseShape.ai,
    ClauseKind.models: ClauseShape.releases,
    ClauseKind.photographers: ClauseShape.releases,
    ClauseKind.guardian: ClauseShape.guardian,
}


@dataclass(frozen=True, slots=True)
class AskedClause:
    """A clause as it is asked now: its newest wording, with that wording's version. Expires `years` after the award."""

    id: str
    kind: ClauseKind
    version: int
    text: Texts
    place: Texts
    country: str = ""
    years: int | None = None
    is_required: bool = False

    @property
    def shape(self) -> ClauseShape:
        """Return how it is answered."""
        return shape_of(self.kind)

    @property
    def is_consent(self) -> bool:
        """Tell whether it consents to a use, so that it can be taken back later."""
        return self.kind in CONSENTS


@dataclass(frozen=True, slots=True)
class ClauseDraft:
    """A clause as an organiser writes it; `version` is the call's."""

    version: int
    text: Texts
    place: Texts
    country: str = ""
    years: int | None = None
    is_required: bool = False


class ClauseTaken(DomainError):
    """A call asks each kind of clause once, but for those that name a place or a matter."""

    code = "call_clause_taken"


class ClauseStands(DomainError):
    """No call is without this clause."""

    code = "call_clause_stands"


class ClauseLocked(DomainError):
    """Once a call is published, nothing more is demanded of its entrants: what is added is voluntary."""

    code = "call_clause_locked"


def shape_of(kind: ClauseKind) -> ClauseShape:
    """Return how a kind of clause is answered."""
    return SHAPES.get(kind, ClauseShape.tick)


def may_be_required(kind: ClauseKind) -> bool:
    """Tell whether an organiser may refuse entries for want of this."""
    return kind not in VOLUNTARY and kind not in ALWAYS


def place_in_order(kind: ClauseKind) -> int:
    """Return where clauses of a kind stand among the others."""
    return list(ClauseKind).index(kind)

"""The pages of entries: a designer's own, handing in, teams, receipts, uploads, and what organisers see."""

from competition.entries.views import (
    allowances,
    charges,
    checks,
    consents,
    drafts,
    fees,
    handing_in,
    invitations,
    later,
    likeness,
    look,
    organiser,
    previews,
    receipts,
    team,
    translations,
    uploads,
)
from competition.entries.views.blueprint import blueprint

__all__ = [
    "allowances",
    "blueprint",
    "charges",
    "checks",
    "consents",
    "drafts",
    "fees",
    "handing_in",
    "invitations",
    "later",
    "likeness",
    "look",
    "organiser",
    "previews",
    "receipts",
    "team",
    "translations",
    "uploads",
]

"""The pages of entries: a designer's own, handing in, teams, receipts, uploads, and what organisers see."""

from competition.entries.views import (
    allowances,
    checks,
    consents,
    drafts,
    handing_in,
    invitations,
    later,
    likeness,
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
    "checks",
    "consents",
    "drafts",
    "handing_in",
    "invitations",
    "later",
    "likeness",
    "organiser",
    "previews",
    "receipts",
    "team",
    "translations",
    "uploads",
]

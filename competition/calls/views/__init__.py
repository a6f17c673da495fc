"""The pages of calls: everybody's, and their organisers'."""

from competition.calls.views import (
    builder,
    calendar,
    fees,
    inquiries,
    parts,
    people,
    previews,
    public,
    questions,
    rights,
    rounds,
    vouchers,
)
from competition.calls.views.api import api
from competition.calls.views.blueprint import blueprint

__all__ = [
    "api",
    "blueprint",
    "builder",
    "calendar",
    "fees",
    "inquiries",
    "parts",
    "people",
    "previews",
    "public",
    "questions",
    "rights",
    "rounds",
    "vouchers",
]

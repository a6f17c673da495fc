"""The pages of entries: a designer's own, handing in, receipts, uploads, and what organisers see."""

from competition.entries.views import consents, drafts, handing_in, organiser, receipts, uploads
from competition.entries.views.blueprint import blueprint

__all__ = ["blueprint", "consents", "drafts", "handing_in", "organiser", "receipts", "uploads"]

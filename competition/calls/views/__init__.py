"""The pages of calls: everybody's, and their organisers'."""

from competition.calls.views import builder, inquiries, parts, people, public, questions, rights, rounds
from competition.calls.views.api import api
from competition.calls.views.blueprint import blueprint

__all__ = ["api", "blueprint", "builder", "inquiries", "parts", "people", "public", "questions", "rights", "rounds"]

"""The forms of results: `awards` (what is decided), `honours` (what there is to give)."""

from competition.results.forms.awards import AwardsForm, Offered, awards_form
from competition.results.forms.honours import Choices, HonourForm, honour_data, honour_form

__all__ = ["AwardsForm", "Choices", "HonourForm", "Offered", "awards_form", "honour_data", "honour_form"]

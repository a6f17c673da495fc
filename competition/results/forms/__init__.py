"""The forms of results: `awards`, and `how` results are computed."""

from competition.results.forms.awards import AwardsForm, Offered, awards_form
from competition.results.forms.how import HowForm, how_form

__all__ = ["AwardsForm", "HowForm", "Offered", "awards_form", "how_form"]

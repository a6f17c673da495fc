"""The pages of the desk: the demo's own, and a person's own data."""

from competition.desk.views import demo, own_data
from competition.desk.views.blueprint import blueprint

__all__ = ["blueprint", "demo", "own_data"]

"""The pages of the jury room: `rubric`, `panel`, `assignment`, `terms` for organisers, `table`, `sheet` for jurors."""

from competition.judging.views import assignment, panel, rubric, sheet, table, terms
from competition.judging.views.blueprint import blueprint

__all__ = ["assignment", "blueprint", "panel", "rubric", "sheet", "table", "terms"]

"""The pages of the jury room.

For organisers `rubric`, `panel`, `assignment`, `terms` and `flags`; for jurors `table` and `sheet`.
"""

from competition.judging.views import assignment, flags, panel, rubric, sheet, table, terms
from competition.judging.views.blueprint import blueprint

__all__ = ["assignment", "blueprint", "flags", "panel", "rubric", "sheet", "table", "terms"]

"""The pages of the jury room.

For organisers `rubric`, `panel`, `assignment`, `terms`, `conflicts`, `flags` and `rulings`; for jurors `table`,
`sheet` and `ranking`.
"""

from competition.judging.views import assignment, conflicts, flags, panel, ranking, rubric, rulings, sheet, table, terms
from competition.judging.views.blueprint import blueprint

__all__ = [
    "assignment",
    "blueprint",
    "conflicts",
    "flags",
    "panel",
    "ranking",
    "rubric",
    "rulings",
    "sheet",
    "table",
    "terms",
]

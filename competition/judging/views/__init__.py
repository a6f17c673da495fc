"""The pages of the jury room.

For organisers `rubric`, `panel`, `inviting`, `progress`, `assignment`, `terms`, `conflicts`, `flags` and `rulings`; for
jurors `table`, `sheet`, `beside` and `ranking`.
"""

from competition.judging.views import (
    assignment,
    beside,
    conflicts,
    flags,
    inviting,
    panel,
    progress,
    ranking,
    rubric,
    rulings,
    sheet,
    table,
    terms,
)
from competition.judging.views.blueprint import blueprint

__all__ = [
    "assignment",
    "beside",
    "blueprint",
    "conflicts",
    "flags",
    "inviting",
    "panel",
    "progress",
    "ranking",
    "rubric",
    "rulings",
    "sheet",
    "table",
    "terms",
]

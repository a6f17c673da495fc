"""Sheets that organisers bring from elsewhere: the text of a CSV file → marks, ballots or duels.

`problems` says how a fault is named, `table` parts text into rows, `numbers` reads numbers, `reading` knows the
kinds of sheets, `rubric` the criteria's weights. Nothing here opens a file.
"""

from competition.results.engine.sheets.numbers import read_points
from competition.results.engine.sheets.problems import BadSheet
from competition.results.engine.sheets.reading import Sheet, read_sheet
from competition.results.engine.sheets.rubric import read_criteria

__all__ = ["BadSheet", "Sheet", "read_criteria", "read_points", "read_sheet"]

"""The law of entries, by subject: their states, when they may be changed, uploads, receipts, what a jury is shown.

Pure: time is an argument. Others import from here.
"""

from competition.entries.rules.shown import JuryAnswer, JuryEntry, ShownFile, Source
from competition.entries.rules.states import EntryState, FileState, Form

__all__ = ["EntryState", "FileState", "Form", "JuryAnswer", "JuryEntry", "ShownFile", "Source"]

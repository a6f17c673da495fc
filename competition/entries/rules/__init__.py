"""The law of entries, by subject: their states, when they may be changed, uploads, receipts, what a jury is shown.

Pure: time is an argument. Others import from here.
"""

from competition.entries.rules.drafting import Draft, SubmitEntry, may_edit, may_submit
from competition.entries.rules.lacking import Fault, FileFault, Lack, lacks
from competition.entries.rules.shown import JuryAnswer, JuryEntry, LaterAnswers, ShownFile, Source
from competition.entries.rules.states import ARRIVED, VERIFIED, EntryState, FileState, Form, Scan
from competition.entries.rules.team import Rights, may_change
from competition.entries.rules.uploads import SignRequest, SlotRequest

__all__ = [
    "ARRIVED",
    "VERIFIED",
    "Draft",
    "EntryState",
    "Fault",
    "FileFault",
    "FileState",
    "Form",
    "JuryAnswer",
    "JuryEntry",
    "Lack",
    "LaterAnswers",
    "Rights",
    "Scan",
    "ShownFile",
    "SignRequest",
    "SlotRequest",
    "Source",
    "SubmitEntry",
    "lacks",
    "may_change",
    "may_edit",
    "may_submit",
]

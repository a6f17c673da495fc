"""The tables of entries, by noun: `entries` (an entry, its team, files, receipts), `team` (invitations), `checks`,
`likeness` (pictures that look alike), `allowances` (time beyond the calendar, codes), `fees`.
"""

from competition.entries.models.allowances import Extension, VoucherUse
from competition.entries.models.checks import EntryCheck, FixRequest
from competition.entries.models.entries import (
    Agreement,
    Derivative,
    Entry,
    EntryFile,
    EntryMember,
    LaterEntry,
    Submission,
)
from competition.entries.models.fees import Charge, ChargedEntry, FeeChoice, Invoice, InvoiceSeries, Payment
from competition.entries.models.likeness import Likeness, Resemblance
from competition.entries.models.sketches import EntrySketch
from competition.entries.models.team import EntryInvitation

__all__ = [
    "Agreement",
    "Charge",
    "ChargedEntry",
    "Derivative",
    "Entry",
    "EntryCheck",
    "EntryFile",
    "EntryInvitation",
    "EntryMember",
    "EntrySketch",
    "Extension",
    "FeeChoice",
    "FixRequest",
    "Invoice",
    "InvoiceSeries",
    "LaterEntry",
    "Likeness",
    "Payment",
    "Resemblance",
    "Submission",
    "VoucherUse",
]

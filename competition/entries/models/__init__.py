"""The tables of entries, by noun: `entries`, `allowances` (time beyond the calendar, codes), `fees`, `team`."""

from competition.entries.models.allowances import Extension, VoucherUse
from competition.entries.models.entries import (
    Derivative,
    Entry,
    EntryFile,
    EntryMember,
    LaterEntry,
    Submission,
)
from competition.entries.models.fees import Charge, ChargedEntry, FeeChoice, Invoice, InvoiceSeries, Payment
from competition.entries.models.team import EntryInvitation

__all__ = [
    "Charge",
    "ChargedEntry",
    "Derivative",
    "Entry",
    "EntryFile",
    "EntryInvitation",
    "EntryMember",
    "Extension",
    "FeeChoice",
    "Invoice",
    "InvoiceSeries",
    "LaterEntry",
    "Payment",
    "Submission",
    "VoucherUse",
]

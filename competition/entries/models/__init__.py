"""The tables of entries, by noun: `entries`, `allowances` (time beyond the calendar, codes), `fees`."""

from competition.entries.models.allowances import Extension, VoucherUse
from competition.entries.models.entries import Derivative, Entry, EntryFile, EntryMember, Submission
from competition.entries.models.fees import Charge, ChargedEntry, FeeChoice, Invoice, InvoiceSeries, Payment

__all__ = [
    "Charge",
    "ChargedEntry",
    "Derivative",
    "Entry",
    "EntryFile",
    "EntryMember",
    "Extension",
    "FeeChoice",
    "Invoice",
    "InvoiceSeries",
    "Payment",
    "Submission",
    "VoucherUse",
]

"""The law of invoices: their kinds, their numbers, and who accounts for the VAT. Pure."""

from __future__ import annotations

from enum import StrEnum

from competition.errors import DomainError


class InvoiceKind(StrEnum):
    """A paper with a number."""

    invoice = "invoice"
    credit_note = "credit_note"


class NothingToInvoice(DomainError):
    """All that is owed stands on invoices already."""

    code = "fee_nothing_to_invoice"


class InvoiceIncomplete(DomainError):
    """An invoice needs its buyer's name and address, and an issuer (`at`: which)."""

    code = "fee_invoice_incomplete"


def is_reverse_charge(buyer_vat: str, issuer_vat: str, *, has_note: bool) -> bool:
    """Tell whether the buyer accounts for the VAT: a business of another country, where the host has the words for it.

    VAT numbers of the Union begin with their country's two letters (Council Directive 2006/112/EC, articles 196, 215).
    """
    buyer, issuer = buyer_vat.strip().upper()[:2], issuer_vat.strip().upper()[:2]
    return has_note and buyer.isalpha() and len(buyer) == 2 and issuer.isalpha() and buyer != issuer


def invoice_number(year: int, number: int) -> str:
    """Return how a number of a series is written: `2027-0042`."""
    return f"{year}-{number:04d}"

"""The law of invoices: their kinds, their numbers, and who accounts for the VAT. Pure."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Trader:
    """A side of an invoice as the law of VAT sees it: its number, and its country (ISO 3166)."""

    vat: str
    country: str = ""

    @property
    def place(self) -> str:
        """Return the country: the one that is told, else the one that the number begins with.

        Numbers of the Union begin with two letters of their country (Council Directive 2006/112/EC, article 215);
        those of Greece with EL.
        """
        prefix = self.vat.strip().upper()[:2]
        told = prefix if prefix.isalpha() and len(prefix) == 2 else ""
        return self.country or {"EL": "GR"}.get(told, told)


def is_reverse_charge(buyer: Trader, issuer: Trader, *, has_note: bool) -> bool:
    """Tell whether the buyer accounts for the VAT: a business of another country, where the host has the words for it.

    A business is who has a VAT number (Council Directive 2006/112/EC, article 196).
    """
    places = buyer.place, issuer.place
    return has_note and bool(buyer.vat.strip()) and all(places) and places[0] != places[1]


def invoice_number(year: int, number: int) -> str:
    """Return how a number of a series is written: `2027-0042`."""
    return f"{year}-{number:04d}"

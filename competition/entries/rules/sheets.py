"""What stands on an invoice: its lines in cents, the same in every language. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from competition.calls.rules.fees import vat_in


@dataclass(frozen=True, slots=True)
class Facts:
    """All that an invoice says, but for its words. `corrects` is the number of what a credit note corrects.

    `cents` is what is paid, VAT in it; negative on a credit note. `rate` is in hundredths of a percent, 0 under reverse
    charge. The parties are name, address and VAT number; of the buyer also the country's code.
    """

    number: str
    on: date
    code: str
    title: str
    call: dict[str, str]
    issuer: tuple[str, str, str]
    buyer: tuple[str, str, str, str]
    currency: str
    cents: int
    rate: int
    note: dict[str, str]
    corrects: str = ""

    @property
    def vat(self) -> int:
        """Return the VAT that is in the price."""
        return vat_in(self.cents, self.rate)

    @property
    def net(self) -> int:
        """Return the price without it: net and VAT always make the price."""
        return self.cents - self.vat

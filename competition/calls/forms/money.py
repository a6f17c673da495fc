"""An amount of money, typed as the reader's language writes it and kept in whole cents."""

from __future__ import annotations

import re
from typing import Any

from wtforms import Field
from wtforms.widgets import TextInput

from competition.i18n import decimal_words

_AMOUNT = re.compile(r"(\d{1,7})(?:[.,](\d{1,2}))?")


class MoneyField(Field):
    """An amount in cents; what is typed may have a comma or a point before its cents, and no mark for thousands."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = (), **options: Any) -> None:
        super().__init__(label, validators, render_kw={"inputmode": "decimal", "autocomplete": "off"}, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the amount."""
        self.data = None
        typed = str(valuelist[0]).strip() if valuelist else ""
        if not typed:
            return
        found = _AMOUNT.fullmatch(typed)
        if found is None:
            raise ValueError(self.gettext("Write an amount as in 85 or 85.50, without a mark for thousands."))
        self.data = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else amount(self.data)


def amount(cents: int) -> str:
    """Return an amount as its field shows it in the reader's language: 85,50."""
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    return sign + decimal_words(f"{cents // 100}.{cents % 100:02d}", grouped=False)

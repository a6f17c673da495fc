"""The words of an invoice in one language: what is stored when it is issued, and printed from then on."""

from __future__ import annotations

from typing import Any

from babel.dates import format_date

from competition.calls.labels import country_name
from competition.entries.rules.sheets import Facts
from competition.i18n import babel_name, decimal_words, force_locale, html_lang, money_words, pick
from competition.i18n import gettext as _


def sheet_of(facts: Facts, code: str) -> dict[str, Any]:
    """Return an invoice as data for templates/paper/entries/invoice.typ, in the language of this code."""
    with force_locale(babel_name(code)):
        call, note = pick(facts.call, code), pick(facts.note, code)
        kind = str(_("Credit note %(number)s", number=facts.number) if facts.corrects else _invoice(facts))
        return {
            "lang": html_lang(code).split("-")[0],
            "kind": kind,
            "rows": _rows(facts, code),
            "issuer": _party(_("From"), facts.issuer),
            "buyer": _party(_("To"), facts.buyer[:3], country_name(facts.buyer[3], code) if facts.buyer[3] else ""),
            "what": _what(facts),
            "call": {"text": call.text, "lang": call.html_lang.split("-")[0]},
            "lines": _lines(facts, code),
            "total": [str(_("Total")), money_words(facts.cents, facts.currency, code)],
            "note": {"text": note.text, "lang": note.html_lang.split("-")[0]} if note else None,
        }


def _invoice(facts: Facts) -> Any:
    return _("Invoice %(number)s", number=facts.number)


def _rows(facts: Facts, code: str) -> list[list[str]]:
    rows = [[str(_("Date")), format_date(facts.on, "long", locale=babel_name(code))]]
    if facts.corrects:
        rows.append([str(_("Corrects invoice")), facts.corrects])
    return rows


def _party(head: Any, party: tuple[str, str, str], country: str = "") -> dict[str, str]:
    name, address, vat = party
    return {
        "head": str(head),
        "name": name,
        "address": "\n".join(line for line in (address, country) if line),
        "vat": str(_("VAT number %(vat)s", vat=vat)) if vat else "",
    }


def _what(facts: Facts) -> str:
    title = facts.title or facts.code
    return str(_("Entry fee for “%(title)s” (%(code)s)", title=title, code=facts.code))


def _lines(facts: Facts, code: str) -> list[list[str]]:
    rate = decimal_words(f"{facts.rate // 100}.{facts.rate % 100:02d}".rstrip("0").rstrip("."), code)
    return [
        [str(_("Net")), money_words(facts.net, facts.currency, code)],
        [str(_("VAT %(rate)s %%", rate=rate)), money_words(facts.vat, facts.currency, code)],
    ]

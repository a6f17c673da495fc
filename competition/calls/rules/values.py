"""How an answer is stored, whatever language it was typed in: numbers, days, countries, web addresses.

A number is kept as digits with a point, and keeps its last zeros: `22.0`. What cannot be read is kept as it was
typed, so that a draft loses nothing: `{"typed": "about 3"}`. Dimensions are kept as their parts that are given.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import urlsplit

TYPED = "typed"
SIDES = ("height", "width", "depth")
MOST_ADDRESS = 2000

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?\Z")
_TYPED_NUMBER = re.compile(r"(-?)0*([0-9]*)(?:[.,]([0-9]+))?\Z")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}\Z")
_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}\Z")
_HOST = re.compile(r"[^\s/?#@:.]+(\.[^\s/?#@:.]+)+\Z")
_SCHEMELESS = re.compile(r"[\w-]+(\.[\w-]+)+(?:[/?#]\S*)?\Z")

_ISO_3166 = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_ISO_3166.split())


def as_typed(text: str) -> dict[str, str]:
    """Return what is kept of an answer that could not be read."""
    return {TYPED: text}


def typed_in(value: Any) -> str | None:
    """Return what was typed where it could not be read; None for any other answer."""
    return str(value[TYPED]) if isinstance(value, dict) and TYPED in value else None


def is_number(value: Any) -> bool:
    """Tell whether a value is a number as it is stored."""
    return isinstance(value, str) and bool(_NUMBER.match(value)) and value != "-0"


def read_number(text: str, mark: str) -> str | None:
    """Return a typed number as it is stored, or None; `mark` is the decimal mark of the reader's language.

    Full-width digits count as digits. The other mark is taken as well, unless it may be one for thousands: 1,500
    in English and 1.500 in Dutch could mean two numbers, and neither is guessed.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    found = _TYPED_NUMBER.match(plain)
    if not found or not (found[2] or found[3] or "0" in plain) or (_THOUSANDS.match(plain) and mark not in plain):
        return None
    number = (found[2] or "0") + (f".{found[3]}" if found[3] else "")
    signed = f"-{number}" if found[1] and number.strip("0.") else number
    return signed if is_number(signed) else None


def is_date(value: Any) -> bool:
    """Tell whether a value is a day as it is stored: 2027-02-28, of the years 1000 to 2999."""
    if not isinstance(value, str) or not _DAY.match(value):
        return False
    with suppress(ValueError):
        return date.fromisoformat(value).isoformat() == value
    return False


def read_date(text: str) -> str | None:
    """Return a typed day as it is stored, or None."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain if is_date(plain) else None


def is_address(value: Any) -> bool:
    """Tell whether a value is a web address as it is stored: http or https, a host with a dot, no name or password."""
    if not isinstance(value, str) or len(value) > MOST_ADDRESS or re.search(r"[\s<>\"\\]", value):
        return False
    try:
        parts = urlsplit(value)
        _port = parts.port
    except ValueError:
        return False
    host = re.sub(r":[0-9]+\Z", "", parts.netloc)
    return parts.scheme in {"http", "https"} and bool(_HOST.match(host))


def read_address(text: str) -> str | None:
    """Return a typed web address as it is stored, or None; one without its beginning gets https://."""
    plain = text.strip()
    if _SCHEMELESS.match(plain):
        plain = f"https://{plain}"
    scheme, mark, rest = plain.partition("://")
    whole = f"{scheme.lower()}{mark}{rest}"
    return whole if is_address(whole) else None

"""Time zones and countries to choose from, named in the reader's language."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from competition import i18n
from competition.i18n import lazy_gettext as _l

REGIONS: dict[str, Any] = {
    "Europe": _l("Europe"),
    "Asia": _l("Asia"),
    "America": _l("America"),
    "Africa": _l("Africa"),
    "Australia": _l("Australia"),
    "Pacific": _l("Pacific Ocean"),
    "Indian": _l("Indian Ocean"),
    "Atlantic": _l("Atlantic Ocean"),
    "Antarctica": _l("Antarctica"),
}

Choices = list[tuple[str, str]]


def zone_choices(also: str = "") -> dict[str, Choices]:
    """Return the zones by region; `also` is one that is stored and may be known by another name."""
    groups = {str(REGIONS[region]): list(zones) for region, zones in _zones(i18n.babel_locale()).items()}
    listed = {zone for zones in groups.values() for zone, _name in zones}
    more = [(zone, zone) for zone in dict.fromkeys(("UTC", also)) if zone and zone not in listed]
    return {**groups, str(_l("Others")): more}


def country_choices() -> Choices:
    """Return the countries, by name, after an empty choice."""
    return [("", "–"), *_countries(i18n.babel_locale())]


@cache
def _zones(babel_name: str) -> dict[str, Choices]:
    locale = Locale.parse(babel_name)
    aliases = get_global("zone_aliases")
    found: dict[str, Choices] = {region: [] for region in REGIONS}
    for zone in sorted(available_timezones()):
        region = zone.split("/")[0]
        if region in found and zone not in aliases:
            found[region].append((zone, get_timezone_location(zone, locale, return_city=True)))
    return {region: sorted(zones, key=lambda one: one[1]) for region, zones in found.items()}


@cache
def _countries(babel_name: str) -> Choices:
    names = Locale.parse(babel_name).territories
    known = [
        (code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    ]
    return sorted(known, key=lambda one: one[1])


_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})

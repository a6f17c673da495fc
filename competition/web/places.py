"""Time zones and countries to choose from, named in the reader's language."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from wtforms.fields.choices import SelectChoice

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

Names = list[tuple[str, str]]


def zone_choices(also: str = "") -> list[SelectChoice]:
    """Return the zones by region; `also` is one that is stored and may be known by another name."""
    regions = _zones(i18n.babel_locale())
    found = [
        SelectChoice(zone, name, optgroup=str(REGIONS[region])) for region in REGIONS for zone, name in regions[region]
    ]
    listed = {choice.value for choice in found}
    more = [zone for zone in dict.fromkeys(("UTC", also)) if zone and zone not in listed]
    return [*found, *(SelectChoice(zone, zone, optgroup=str(_l("Others"))) for zone in more)]


def country_choices() -> list[SelectChoice]:
    """Return the countries, by name, after an empty choice."""
    return [SelectChoice("", "–"), *(SelectChoice(code, name) for code, name in _countries(i18n.babel_locale()))]


@cache
def _zones(babel_name: str) -> dict[str, Names]:
    locale = Locale.parse(babel_name)
    aliases = get_global("zone_aliases")
    found: dict[str, Names] = {region: [] for region in REGIONS}
    for zone in sorted(available_timezones()):
        region = zone.split("/")[0]
        if region in found and zone not in aliases:
            found[region].append((zone, get_timezone_location(zone, locale, return_city=True)))
    return {region: sorted(zones, key=lambda one: one[1]) for region, zones in found.items()}


@cache
def _countries(babel_name: str) -> Names:
    names = Locale.parse(babel_name).territories
    known = [
        (code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    ]
    return sorted(known, key=lambda one: one[1])


_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})

"""Times for readers: a zone's wall clock in the reader's language, always on 24 hours.

Filters for templates: `at|full_time("Europe/Brussels")`, `at|full_date(zone)`, `at|clock_time(zone)`; for letters and
receipts, which keep times as text, `text|instant`, and `zone|city_of` for a zone without a host's city.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_timedelta, get_timezone_location
from flask import Flask
from flask_babel import get_locale

# The order of day, month and year; Babel's own long form in English is American and on 12 hours.
_DATE = {"zh": "y年M月d日"}
_DATE_ELSEWHERE = "d MMMM y"
_CLOCK = "HH:mm"


def full_date(at: datetime, zone: str = "UTC") -> str:
    """Return the day in `zone`: 28 February 2027, 2027年2月28日."""
    return _format(at, zone, _date_pattern())


def full_time(at: datetime, zone: str = "UTC") -> str:
    """Return the day and the time in `zone`: 28 February 2027, 18:00."""
    between = " " if _language() == "zh" else ", "
    return _format(at, zone, f"{_date_pattern()}{between}{_CLOCK}")


def clock_time(at: datetime, zone: str = "UTC") -> str:
    """Return the time of day in `zone`: 18:00."""
    return _format(at, zone, _CLOCK)


def time_left(at: datetime, now: datetime) -> str:
    """Return how long it is from now to `at`, in the largest unit that says it: 3 days, 14 hours."""
    return format_timedelta(at - now, threshold=1.5, locale=get_locale())


def city_of(zone: str) -> str:
    """Return the city that a time zone is named by, in the reader's language."""
    return str(get_timezone_location(zone, get_locale(), return_city=True))


def instant(text: str) -> datetime:
    """Return the instant that was written as ISO text."""
    return datetime.fromisoformat(text)


def init_app(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(full_date=full_date, full_time=full_time, clock_time=clock_time)
    app.jinja_env.filters.update(city_of=city_of, instant=instant, time_left=time_left)


def _language() -> str:
    return str(get_locale().language)


def _date_pattern() -> str:
    return _DATE.get(_language(), _DATE_ELSEWHERE)


def _format(at: datetime, zone: str, pattern: str) -> str:
    return format_datetime(at.astimezone(ZoneInfo(zone)), pattern, locale=get_locale())

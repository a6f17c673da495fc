"""The dates of a call and of its categories, as wall-clock times in its zone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField
from wtforms.validators import Optional

from competition.calls import labels
from competition.calls.forms.worded import Asked, Most, WordedForm, form_with, version_field
from competition.calls.rules import (
    ALL_DATES,
    MOST_REASON,
    OWN_DATES,
    Calendar,
    EditCalendar,
    EditOwnDates,
    OwnDates,
    out_of_order,
    with_own,
)
from competition.i18n import lazy_gettext as _l
from competition.web.fields import LongTextField, ZonedDateTimeField, attach_error
from competition.web.places import zone_choices


class MovedForm(WordedForm):
    """Dates that may move in the open: why they do."""

    version = version_field()
    reason = LongTextField(_l("Why the dates move"), [Most(MOST_REASON)])

    def misplaced(self, calendar: Calendar) -> bool:
        """Put a sentence at each date that comes too early; tell whether there was one."""
        wrong = out_of_order(calendar)
        for name, before in wrong.items():
            attach_error(self, name, _l("This must come after “%(date)s”.", date=labels.DATES[before]))
        return bool(wrong)


class CalendarForm(MovedForm):
    """The dates of a call."""

    time_zone = SelectField(_l("Time zone of the calendar"), [Asked()])

    def calendar(self) -> Calendar:
        """Return the dates that were given."""
        return Calendar(**{name: self[name].data for name in ALL_DATES})

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for dates that follow one another."""
        is_good: bool = super().validate(extra_validators)
        return is_good and not self.misplaced(self.calendar())

    def command(self, locale: str) -> EditCalendar:
        """Return the command; the reason stands in the language of the page."""
        return EditCalendar(self.version.data, self.time_zone.data, self.calendar(), self.reason.data or "", locale)


class OwnDatesForm(MovedForm):
    """The dates of one category; an empty one is the call's."""

    def dates(self) -> OwnDates:
        """Return the dates that were given."""
        return OwnDates(**{name: self[name].data for name in OWN_DATES})

    def is_placed(self, calendar: Calendar) -> bool:
        """Ask for dates that have a place between those of the call."""
        return not self.misplaced(with_own(calendar, self.dates()))

    def command(self, locale: str) -> EditOwnDates:
        """Return the command; the reason stands in the language of the page."""
        return EditOwnDates(self.version.data, self.dates(), self.reason.data or "", locale)


def calendar_form(zone: str, **data: Any) -> CalendarForm:
    """Return the form of the calendar, its times read in `zone`."""
    form: CalendarForm = form_with(CalendarForm, (), **_dates(ALL_DATES, zone))(**data)
    form.time_zone.choices = zone_choices(zone)
    return form


def own_dates_form(zone: str, **data: Any) -> OwnDatesForm:
    """Return the form of a category's own dates, its times read in `zone`."""
    form: OwnDatesForm = form_with(OwnDatesForm, (), **_dates(OWN_DATES, zone))(**data)
    return form


def _dates(names: Iterable[str], zone: str) -> dict[str, ZonedDateTimeField]:
    return {
        name: ZonedDateTimeField(
            labels.DATES[name], [Optional()], zone=zone, description=labels.DATES_HELP[name], name=name
        )
        for name in names
    }

"""The organisers' pages on a call's dates: the calendar, and the dates of each category."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import request

from competition.calls import forms, labels, queries, services
from competition.calls.models import Call
from competition.calls.rules import OWN_DATES, CallState, is_time_zone, with_own
from competition.calls.views.answers import Page, carried_out, page, saved, the, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.builder import organisers
from competition.calls.views.clocks import clocks_of
from competition.calls.views.dates import moves_of
from competition.i18n import locale, pick
from competition.web.session import current_actor

AT = {"call_unknown_zone": "time_zone", "call_reason_needed": "reason"}


@blueprint.route("/organise/<call_id>/calendar", methods=["GET", "POST"])
@organisers
def calendar(call_id: str) -> Page:
    """Set a call's dates, as wall-clock times in its zone."""
    call = the_call(call_id)
    dates = queries.calendar_of(call, queries.first_round_of(call.id))
    zone = request.form.get("time_zone", call.time_zone)
    zone = zone if is_time_zone(zone) else call.time_zone
    stored = {"version": call.version, "time_zone": call.time_zone, **dict(dates.named())}
    form = forms.calendar_form(zone, data=stored)
    if carried_out(form, lambda: services.edit_calendar(current_actor(), call_id, form.command(locale())), AT):
        return saved("calls.calendar", call_id=call_id)
    return _page("calls/calendar.html", call, form, dates=dates, categories=_by_category(call))


@blueprint.route("/organise/<call_id>/calendar/<category_id>", methods=["GET", "POST"])
@organisers
def own_dates(call_id: str, category_id: str) -> Page:
    """Set the dates of a category that stand in place of its call's."""
    call, row = the_call(call_id), the(queries.categories_of(call_id), category_id)
    dates = queries.calendar_of(call, queries.first_round_of(call.id))
    stored = {"version": call.version, **dict(queries.own_dates(row).named())}
    form = forms.own_dates_form(call.time_zone, data=stored)

    def verb() -> None:
        if form.is_placed(dates):
            services.edit_own_dates(current_actor(), call_id, category_id, form.command(locale()))

    if carried_out(form, verb, AT) and not form.errors:
        return saved("calls.calendar", call_id=call_id)
    return _page("calls/own_dates.html", call, form, category=row, dates=dates)


def _page(template: str, call: Call, form: Any, **values: Any) -> Page:
    return page(
        template,
        call,
        form,
        clocks=clocks_of(call, queries.with_hosts([call])[0].hosts),
        moves=moves_of(call),
        in_the_open=call.state == CallState.published,
        labels=labels,
        **values,
    )


def _by_category(call: Call) -> list[tuple[str, Any, list[tuple[str, datetime | None, bool]]]]:
    """Return (id, name, dates) of each category; a date is (name, instant, whether it is the category's own)."""
    dates, rows = queries.calendar_of(call, None), []
    for category in queries.categories_of(call.id):
        own = queries.own_dates(category)
        held = with_own(dates, own)
        cells = [(name, getattr(held, name), getattr(own, name) is not None) for name in OWN_DATES]
        rows.append((category.id, pick(category.name), cells))
    return rows

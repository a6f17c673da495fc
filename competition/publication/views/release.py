"""The page on which results are released: what will be announced, when, and who has signed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from competition.calls.models import Call
from competition.calls.queries import call_by_id, with_hosts
from competition.calls.views.clocks import city_of
from competition.errors import DomainError, NotFound
from competition.i18n import pick
from competition.people.models import Institution
from competition.publication import labels, services
from competition.publication.forms import CallOffForm, SignForm, propose_form
from competition.publication.models import Release
from competition.publication.queries import releases, withdrawals
from competition.publication.rules import (
    ACTIVE,
    PROPOSERS,
    READERS,
    AuditorTookPart,
    NobodyCanSign,
    Seat,
    is_partial,
    obstacles,
    seat_for,
    seats_of,
)
from competition.publication.views.blueprints import blueprint
from competition.web import gates
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.session import current_actor

Page = str | tuple[str, int] | Response


@blueprint.get("/organise/<call_id>/release")
@gates.call_role(*READERS)
def release(call_id: str) -> Page:
    """Show what will be announced, when, and who has signed."""
    return _page(_call(call_id))


@blueprint.post("/organise/<call_id>/release")
@gates.call_role(*PROPOSERS, fresh=True)
def propose(call_id: str) -> Page:
    """Propose to publish at a time."""
    call = _call(call_id)
    form = propose_form(call.time_zone)
    if form.validate_on_submit():
        try:
            services.propose_release(current_actor(), call_id, form.publish_at.data)
        except NotFound:
            raise
        except DomainError as refusal:
            attach_error(form, "publish_at", sentence(refusal))
        else:
            return _done(call_id, gettext("The release is proposed. It is published once all signatures are given."))
    return _page(call, form), 422


@blueprint.post("/organise/<call_id>/release/signature")
@gates.call_role(*READERS, fresh=True)
def sign(call_id: str) -> Page:
    """Sign what the page showed."""
    form = SignForm()
    if not form.validate_on_submit():
        abort(400)
    verb = partial(services.sign_release, current_actor(), call_id, form.content.data or "")
    return _carried_out(call_id, verb, gettext("You have signed."))


@blueprint.post("/organise/<call_id>/release/end")
@gates.call_role(*PROPOSERS, fresh=True)
def call_off(call_id: str) -> Page:
    """Call the release off."""
    if not CallOffForm().validate_on_submit():
        abort(400)
    verb = partial(services.call_off, current_actor(), call_id)
    return _carried_out(call_id, verb, gettext("The release is called off. Nothing was published."))


def _carried_out(call_id: str, verb: Callable[[], object], words: str) -> Response:
    """Carry out an act of one button; a refusal is said on the page that shows how things stand now."""
    try:
        verb()
    except NotFound:
        raise
    except DomainError as refusal:
        flash(sentence(refusal), "error")
        return redirect(url_for("publication.release", call_id=call_id), code=303)
    return _done(call_id, words)


def _done(call_id: str, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for("publication.release", call_id=call_id), code=303)


def _call(call_id: str) -> Call:
    return call_by_id(call_id) or abort(404)


def _page(call: Call, form: Any = None) -> str:
    shown, actor = releases.latest_release(call.id), current_actor()
    hosts = with_hosts([call])[0].hosts
    found = obstacles(releases.content_of(call.id))
    default = {} if form else {"data": {"publish_at": call.announcement_at}}
    return render_template(
        "publication/release.html",
        call=call,
        release=shown,
        is_active=shown is not None and shown.state in ACTIVE,
        is_past=shown is not None and shown.publish_at <= actor.at,
        planned=releases.planned_of(call.id),
        received=withdrawals.received_of(call.id),
        obstacles=[labels.OBSTACLES[one] for one in found],
        clocks=_clocks(call, hosts),
        signatures=_signatures(call, shown, hosts),
        **_own_part(call, shown, actor.person_id or ""),
        may_propose=actor.has_role(gates.CALL, call.id, *PROPOSERS),
        form=form or propose_form(call.time_zone, **default),
        labels=labels,
    )


def _seats(call: Call) -> tuple[Seat, ...]:
    try:
        return seats_of(call.release_rule, releases.hosts_of(call.id))
    except NobodyCanSign:
        return ()


def _signatures(call: Call, shown: Release | None, hosts: tuple[Institution, ...]) -> list[tuple[str, Any]]:
    """Return each required signature in words, with the one given for it, if any."""
    given = {one.capacity: one for one in releases.signatures_of(shown.id)} if shown else {}
    houses = {f"host:{host.id}": str(pick(host.name)) for host in hosts}
    return [
        (
            houses.get(seat.capacity) or str(labels.CAPACITIES.get(seat.capacity, seat.capacity)),
            given.get(seat.capacity),
        )
        for seat in _seats(call)
    ]


def _own_part(call: Call, shown: Release | None, person_id: str) -> dict[str, Any]:
    """Return the seat that a person would sign for, or the sentence that says why an auditor has none."""
    if shown is None or shown.state not in ACTIVE:
        return {"seat": None}
    signed = {one.capacity: one.person_id for one in releases.signatures_of(shown.id)}
    standing, seats = releases.standing_of(person_id, call.id), _seats(call)
    seat = seat_for(standing, seats, signed)
    is_barred = seat is None and is_partial(standing, seats, signed)
    return {"seat": seat, "barred": sentence(AuditorTookPart()) if is_barred else ""}


def _clocks(call: Call, hosts: tuple[Institution, ...]) -> list[tuple[str, str]]:
    """Return (zone, place) of the call's calendar and of every host, each zone once."""
    zones = {call.time_zone: city_of(call.time_zone)}
    zones |= {host.time_zone: str(pick(host.city)) or city_of(host.time_zone) for host in hosts}
    return list(zones.items())

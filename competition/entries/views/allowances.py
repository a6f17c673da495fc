"""Time beyond the calendar: a code that a designer types, with or without an account, and an organiser's extension."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from competition.calls import queries as calls
from competition.calls.models import Call
from competition.calls.rules.vouchers import VoucherKind, refusal_of_voucher, typed_code
from competition.entries import labels, queries, services
from competition.entries.forms import LateCodeForm, extension_form
from competition.entries.views.blueprint import blueprint
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.i18n import pick
from competition.people.rules import ORGANISERS
from competition.web import gates, limits
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.session import current_actor
from competition.web.times import city_of, full_time

Answer = str | Response | tuple[Any, int]

# Where a browser keeps the code that was typed before there was an entry to bind it to: {call id: code}.
KEPT = "late_codes"


@blueprint.post("/calls/<slug>/enter/code")
@gates.public
@limits.guesses
def late_code(slug: str) -> Answer:
    """Look at a code for late entry, and keep it in this browser until an entry is begun."""
    call = calls.call_by_slug(slug)
    if call is None:
        raise NotFound
    form = LateCodeForm()
    if form.validate():
        typed = typed_code(form.code.data or "")
        voucher = calls.voucher_by_code(call.id, VoucherKind.late, typed)
        refusal = refusal_of_voucher(voucher, current_actor().at)
        if refusal is None and voucher is not None:
            session[KEPT] = {**session.get(KEPT, {}), call.id: typed}
            flash(_opens(call, voucher.until), "ok")
            return redirect(url_for("entries.begin", slug=slug), 303)
        flash(sentence(refusal) if refusal else "", "error")
    else:
        flash(_("Type the code."), "error")
    return redirect(url_for("entries.begin", slug=slug, _anchor="late-code"), 303)


@blueprint.post("/entries/<entry_id>/code")
@gates.signed_in
@limits.guesses
def use_code(entry_id: str) -> Answer:
    """Let one's own draft in after the close."""
    said = _("The code counts for this entry. You may hand it in now; it is marked as late, by code.")
    let_in_by_code(lambda code: services.use_late_code(current_actor(), entry_id, code), said)
    return redirect(url_for("entries.edit", entry_id=entry_id), 303)


def let_in_by_code(use: Callable[[str], object], said: str) -> None:
    """Use the code that was sent; say `said`, or why it does not count."""
    form = LateCodeForm()
    try:
        if form.validate():
            use(form.code.data or "")
            flash(said, "ok")
        else:
            flash(_("Type the code."), "error")
    except DomainError as refusal:
        if refusal.status == NotFound.status:
            raise
        flash(sentence(refusal), "error")


@blueprint.route("/organise/<call_id>/entries/<entry_id>/extension", methods=["GET", "POST"])
@gates.call_role(*ORGANISERS)
def extension(call_id: str, entry_id: str) -> Answer:
    """Give one entry more time; of a draft no more than its code and its lead is shown."""
    call, entry = calls.call_by_id(call_id), queries.any_entry_of_call(call_id, entry_id)
    if call is None or entry is None:
        raise NotFound
    asking = queries.later_of(entry_id)
    form = extension_form(call.time_zone, [(one.round.id, str(pick(one.round.name))) for one in asking])
    if form.validate_on_submit():
        try:
            services.extend_entry(current_actor(), call_id, entry_id, form.command())
        except DomainError as refusal:
            attach_error(form, {"entry_reason_missing": "reason"}.get(refusal.code, "until"), sentence(refusal))
        else:
            flash(_("The entry has more time. Its team was written to."), "ok")
            return redirect(url_for("entries.extension", call_id=call_id, entry_id=entry_id), 303)
    page = render_template(
        "entries/extension.html",
        call=call,
        entry=entry,
        lead=queries.makers_of([entry_id])[entry_id][0],
        held_to=queries.times_of(entry, call).of(entry.category_id),
        extensions=queries.extensions_of(entry_id),
        asking=asking,
        form=form,
        labels=labels,
    )
    return (page, 422) if form.errors else page


def kept_code(call: Call) -> Any:
    """Return the code that this browser keeps for a call, if it still lets somebody in; else None."""
    typed = session.get(KEPT, {}).get(call.id) if KEPT in session else None
    voucher = calls.voucher_by_code(call.id, VoucherKind.late, typed) if typed else None
    return voucher if voucher and refusal_of_voucher(voucher, current_actor().at) is None else None


def forget_code(call: Call) -> None:
    """Forget it, once it is bound to an entry."""
    if KEPT in session:
        session[KEPT] = {call_id: code for call_id, code in session[KEPT].items() if call_id != call.id}


def _opens(call: Call, until: Any) -> str:
    time, place = full_time(until, call.time_zone), city_of(call.time_zone)
    return str(_("Your code opens this call for you until %(time)s (%(place)s).", time=time, place=place))

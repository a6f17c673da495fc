"""The organisers' page of codes: for late entry, and for a lower fee."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import forms, labels, queries, services
from competition.calls.rules.vouchers import VoucherKind, refusal_of_voucher
from competition.calls.views.answers import Page, acted, carried_out, page, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.builder import organisers
from competition.i18n import pick
from competition.web.session import current_actor

# A new code is offered for a day longer than the close.
LONGER = timedelta(days=1)
STATES = {"voucher_over": "over", "voucher_spent": "spent"}


@blueprint.route("/organise/<call_id>/codes", methods=["GET", "POST"])
@organisers
def vouchers(call_id: str) -> Page:
    """Show the codes of a call, and make one."""
    call, now = the_call(call_id), current_actor().at
    categories = [(one.id, str(pick(one.name))) for one in queries.categories_of(call_id)]
    ends = max(call.closes_at or now, now) + LONGER
    data = {"kind": str(VoucherKind.late), "uses": 1, "until": ends.replace(second=0, microsecond=0)}
    form = forms.voucher_form(call.time_zone, categories, data=data)
    made: list[str] = []
    at = {"voucher_bad": "until"}
    if carried_out(form, lambda: made.append(services.make_voucher(current_actor(), call_id, form.command())), at):
        flash(_("The code is %(code)s. Hand it to whom it is for.", code=made[0]), "ok")
        return redirect(url_for("calls.vouchers", call_id=call_id), code=303)
    rows = [_row(row, category, now) for row, category in queries.vouchers_of(call_id)]
    schedule = queries.fee_schedule(call_id)
    currency = schedule.currency if schedule else ""
    return page("calls/vouchers.html", call, form, rows=rows, labels=labels, currency=currency)


@blueprint.post("/organise/<call_id>/codes/<voucher_id>/revoke")
@organisers
def revoke_voucher(call_id: str, voucher_id: str) -> Response:
    """Take a code back."""
    verb = partial(services.revoke_voucher, current_actor(), call_id, voucher_id)
    return acted(verb, _("The code lets nobody in any more."), "calls.vouchers", call_id=call_id)


def _row(row: Any, category: Any, now: Any) -> dict[str, Any]:
    refusal = refusal_of_voucher(row, now)
    state = STATES.get(refusal.code, "revoked") if refusal else "good"
    return {"voucher": row, "category": pick(category), "state": state}

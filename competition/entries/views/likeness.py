"""Works that look alike: for the organisers only, who decide whether they are the same."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.calls import queries as calls
from competition.calls.models import Call
from competition.entries import labels, queries, services
from competition.entries.forms.likeness import SamenessForm
from competition.entries.queries.likeness import Pair
from competition.entries.rules.likeness import Sameness
from competition.entries.views.blueprint import blueprint
from competition.errors import NotFound
from competition.i18n import gettext as _
from competition.people.rules import ORGANISERS
from competition.web import gates
from competition.web.paging import Page, page_number
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]
PER_PAGE = 12


@blueprint.get("/organise/<call_id>/alike")
@gates.call_role(*ORGANISERS)
def alike(call_id: str) -> Answer:
    """List the entries that look like others, of this call or of another by the same hosts."""
    number, counts = page_number(request.args.get("page")), queries.count_alike(call_id)
    pairs = queries.pairs_alike(call_id, current_actor().at, (number, PER_PAGE))
    return render_template(
        "entries/alike.html",
        call=_call(call_id),
        page=Page(pairs, number, sum(counts.values()), PER_PAGE),
        counts=counts,
        labels=labels,
    )


@blueprint.get("/organise/<call_id>/alike/<resemblance_id>")
@gates.call_role(*ORGANISERS)
def one_pair(call_id: str, resemblance_id: str) -> Answer:
    """Show two works side by side."""
    pair = _pair(call_id, resemblance_id)
    data = {"verdict": str(pair.verdict) if pair.verdict else None, "reason": pair.reason}
    return _page(call_id, pair, SamenessForm(formdata=None, data=data))


@blueprint.post("/organise/<call_id>/alike/<resemblance_id>")
@gates.call_role(*ORGANISERS)
def decide_sameness(call_id: str, resemblance_id: str) -> Answer:
    """Keep what the organisers say of two works, with their reason."""
    form = SamenessForm()
    if not form.validate():
        return _page(call_id, _pair(call_id, resemblance_id), form)
    verdict = Sameness(form.verdict.data)
    services.decide_sameness(current_actor(), call_id, resemblance_id, verdict, form.reason.data or "")
    flash(_("This is kept, and stands in the log."), "ok")
    return redirect(url_for("entries.alike", call_id=call_id), 303)


def _page(call_id: str, pair: Pair, form: SamenessForm) -> Answer:
    page = render_template("entries/pair.html", call=_call(call_id), pair=pair, form=form, labels=labels)
    return page, 422 if form.errors else 200


def _pair(call_id: str, resemblance_id: str) -> Pair:
    pair = queries.pair_alike(call_id, resemblance_id, current_actor().at)
    if pair is None:
        raise NotFound
    return pair


def _call(call_id: str) -> Call:
    call = calls.call_by_id(call_id)
    if call is None:
        raise NotFound
    return call

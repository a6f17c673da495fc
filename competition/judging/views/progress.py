"""The chair's page on a round that is judged: how far jurors and entries are, what waits, who is reminded when."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from competition.calls.models import Call, Round
from competition.calls.views.rounds import chosen_position, chosen_round
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.i18n import ngettext
from competition.judging import labels, services
from competition.judging.forms import PlanForm, RemindForm
from competition.judging.queries import progress as queries
from competition.judging.queries import waiting
from competition.judging.queries.panel import panel_of
from competition.judging.queries.reminding import days_of
from competition.judging.queries.replacing import replaced_in
from competition.judging.queries.rubric import rules_of
from competition.judging.rules.oversight import EntryOrder, are_marks_shown
from competition.judging.rules.sheets import session_at
from competition.judging.views.answers import Answer, page, the_call
from competition.judging.views.blueprint import blueprint, overseers
from competition.people.rules import ORGANISERS, ScopeKind
from competition.web.fields import FacetForm
from competition.web.paging import PER_PAGE, Page, page_number
from competition.web.session import current_actor


@blueprint.get("/organise/<call_id>/jury/progress")
@overseers
def progress(call_id: str) -> Answer:
    """Show how far a round is."""
    return _shown(the_call(call_id))


@blueprint.get("/organise/<call_id>/jury/progress/now")
@overseers
def progress_now(call_id: str) -> Answer:
    """Return the part of the page that changes while jurors work; its script asks for it again and again."""
    call, scored = the_call(call_id), chosen_round(call_id)
    if scored is None:
        raise NotFound
    return render_template("judging/_progress.html", call=call, **_figures(call, scored))


@blueprint.post("/organise/<call_id>/jury/progress/plan")
@overseers
def plan_reminders(call_id: str) -> Answer:
    """Choose when jurors are reminded."""
    call, form = the_call(call_id), PlanForm()
    if not form.validate():
        return _shown(call, plan_form=form)
    services.plan_reminders(current_actor(), call_id, form.chosen(), chosen_position())
    flash(_("The reminders are planned."), "ok")
    return redirect(url_for("judging.progress", call_id=call_id, _anchor="reminders"), code=303)


@blueprint.post("/organise/<call_id>/jury/progress/reminders")
@overseers
def remind(call_id: str) -> Answer:
    """Remind the chosen jurors now."""
    call, form = the_call(call_id), RemindForm()
    if not form.validate():
        return _shown(call, remind_form=form)
    try:
        written = services.remind_by_hand(
            current_actor(), call_id, form.chosen.data or (), form.token.data or "", chosen_position()
        )
    except NotFound:
        raise
    except DomainError as refusal:
        return _shown(call, refusal=refusal)
    flash(ngettext("%(num)d reminder is on its way.", "%(num)d reminders are on their way.", written), "ok")
    return redirect(url_for("judging.progress", call_id=call_id), code=303)


def _shown(call: Call, *, refusal: DomainError | None = None, **came_back: FacetForm) -> Answer:
    scored = chosen_round(call.id)
    if scored is None:
        return page("judging/progress.html", call=call, round=None)
    forms: dict[str, FacetForm] = {
        "plan_form": PlanForm(formdata=None, data={"days": ", ".join(str(day) for day in days_of(scored.id))}),
        "remind_form": RemindForm(formdata=None, data={"token": secrets.token_hex(8)}),
    }
    return page(
        "judging/progress.html",
        call=call,
        refusal=refusal,
        form=next(iter(came_back.values()), None),
        **(forms | came_back),
        replaced=replaced_in(scored.id),
        **_figures(call, scored),
    )


def _figures(call: Call, scored: Round) -> dict[str, Any]:
    """Return what changes while jurors work; as many queries for one juror and entry as for a thousand."""
    actor, rules = current_actor(), rules_of(scored.id)
    hides, number, order = rules is not None and rules.hides_marks, page_number(request.args.get("page")), _order()
    rows = queries.entry_rows(scored, actor, queries.Wanted(order, hides, PER_PAGE, (number - 1) * PER_PAGE))
    session = session_at(scored.opens_at, scored.closes_at, actor.at)
    return {
        "round": scored,
        "session": session,
        "jurors": panel_of(call.id, scored.id),
        "seen": waiting.last_seen(scored.id),
        "reminded": waiting.last_reminded(scored.id),
        "listed": Page(rows, number, queries.count_entries(scored)),
        "order": order,
        "orders": labels.ENTRY_ORDERS,
        "is_shown": are_marks_shown(session, hides_marks=hides),
        "flags": waiting.flags_waiting(scored.id, actor),
        "conflicts": waiting.conflicts_waiting(call.id, actor),
        "may_organise": actor.has_role(ScopeKind.call, call.id, *ORGANISERS),
        "labels": labels,
        "now": actor.at,
    }


def _order() -> EntryOrder:
    wanted = request.args.get("order")
    return EntryOrder(wanted) if wanted in set(EntryOrder) else EntryOrder.spread

"""The organisers' page on conflicts of interest: questions that came of comparing people, and their answers."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for

from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.judging import labels, services
from competition.judging.forms import ConflictForm
from competition.judging.queries.binding import bound_to
from competition.judging.queries.conflicts import conflicts_of, count_conflicts
from competition.judging.rules import ConflictState
from competition.judging.views.answers import Answer, page, the_call
from competition.judging.views.blueprint import blueprint, organisers
from competition.web.paging import PER_PAGE, Page, page_number
from competition.web.session import current_actor


@blueprint.get("/organise/<call_id>/jury/conflicts")
@organisers
def conflicts(call_id: str) -> Answer:
    """Show the questions in one state."""
    return _shown(call_id)


@blueprint.post("/organise/<call_id>/jury/conflicts")
@organisers
def look_for_conflicts(call_id: str) -> Answer:
    """Let jurors and makers be compared."""
    services.request_look(current_actor(), call_id)
    flash(_("Jurors and makers are being compared. New questions appear here in a moment."), "ok")
    return redirect(url_for("judging.conflicts", call_id=call_id), code=303)


@blueprint.post("/organise/<call_id>/jury/conflicts/<conflict_id>")
@organisers
def settle_conflict(call_id: str, conflict_id: str) -> Answer:
    """Answer a question."""
    form, answer = ConflictForm(), request.form.get("answer")
    if answer not in {"conflict", "none"}:
        abort(422)
    if not form.validate():
        return _shown(call_id, form, conflict_id)
    is_conflict = answer == "conflict"
    try:
        services.settle_conflict(current_actor(), call_id, conflict_id, form.reason.data, is_conflict=is_conflict)
    except NotFound:
        raise
    except DomainError as refusal:
        return _shown(call_id, form, conflict_id, refusal)
    flash(_("Kept apart.") if is_conflict else _("No conflict: noted with its reason."), "ok")
    return redirect(url_for("judging.conflicts", call_id=call_id), code=303)


def _shown(
    call_id: str, form: ConflictForm | None = None, conflict_id: str | None = None, refusal: DomainError | None = None
) -> Answer:
    call, counts, wanted = the_call(call_id), count_conflicts(call_id), request.args.get("show")
    state = ConflictState(wanted) if wanted in set(ConflictState) else ConflictState.open
    number = page_number(request.args.get("page"))
    rows = conflicts_of(call_id, state, PER_PAGE, (number - 1) * PER_PAGE)
    return page(
        "judging/conflicts.html",
        call=call,
        refusal=refusal,
        form=form or ConflictForm(formdata=None),
        conflict_id=conflict_id,
        bound=bound_to(call_id, current_actor().person_id),
        state=state,
        counts=counts,
        listed=Page(rows, number, counts[state]),
        labels=labels,
    )

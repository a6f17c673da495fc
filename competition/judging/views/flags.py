"""What an organiser or the chair does about the jury in mid-round: settle a flag, let a juror go."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for

from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.judging import services
from competition.judging.forms import LeaveForm, OutcomeForm
from competition.judging.queries import jurors_of
from competition.judging.views.answers import Answer, page, the_call
from competition.judging.views.blueprint import blueprint, overseers
from competition.judging.views.panel import shown_jury
from competition.people.rules import Role, ScopeKind
from competition.web.session import current_actor


@blueprint.post("/organise/<call_id>/jury/flags/<flag_id>")
@overseers
def settle_flag(call_id: str, flag_id: str) -> Answer:
    """Say what was made of a flag."""
    call, form = the_call(call_id), OutcomeForm()
    if not form.validate():
        return shown_jury(call, outcome_form=form, flag_id=flag_id)
    try:
        services.settle_flag(current_actor(), call_id, flag_id, form.outcome.data)
    except NotFound:
        raise
    except DomainError as refusal:
        return shown_jury(call, outcome_form=form, flag_id=flag_id, refusal=refusal)
    flash(_("Settled. The juror can read it."), "ok")
    return redirect(url_for("judging.jury", call_id=call_id, _anchor="flags"), code=303)


@blueprint.route("/organise/<call_id>/jury/<juror_id>/leave", methods=["GET", "POST"])
@overseers
def leave(call_id: str, juror_id: str) -> Answer:
    """Ask why a juror leaves, and let him go."""
    call, form, refusal = the_call(call_id), LeaveForm(), None
    juror = next((one for one in jurors_of(call_id) if one.id == juror_id), None) or abort(404)
    is_chair = current_actor().has_role(ScopeKind.call, call_id, Role.chair)
    if form.validate_on_submit():
        try:
            services.dismiss(current_actor(), call_id, juror_id, form.command())
        except NotFound:
            raise
        except DomainError as fault:
            refusal = fault
        else:
            flash(_("%(name)s has left the jury.", name=juror.name), "ok")
            return redirect(url_for("judging.jury", call_id=call_id), code=303)
    return page("judging/leave.html", call=call, form=form, refusal=refusal, juror=juror, is_chair=is_chair)

"""The vetoes of a round with their reasons, and the chair's rulings on them."""

from __future__ import annotations

from flask import flash, redirect, url_for

from competition.calls.views.rounds import chosen_position, chosen_round
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.judging import services
from competition.judging.forms.rulings import RuleForm
from competition.judging.queries.rulings import vetoed_in
from competition.judging.views.answers import Answer, page, the_call
from competition.judging.views.blueprint import blueprint
from competition.people.rules import ORGANISERS, Role, ScopeKind
from competition.web import gates
from competition.web.session import current_actor

readers = gates.call_role(*ORGANISERS, Role.chair, Role.auditor)
chairs = gates.call_role(Role.chair)


@blueprint.get("/organise/<call_id>/vetoes")
@readers
def vetoes(call_id: str) -> Answer:
    """Show the entries that jurors vetoed, why, and what the chair ruled."""
    return _shown(call_id)


@blueprint.post("/organise/<call_id>/vetoes/<entry_id>")
@chairs
def rule_veto(call_id: str, entry_id: str) -> Answer:
    """Rule as the chair whether an entry stays in."""
    form = RuleForm()
    if not form.validate():
        return _shown(call_id, form, entry_id)
    try:
        services.rule_veto(current_actor(), call_id, form.command(entry_id), chosen_position())
    except NotFound:
        raise
    except DomainError as refusal:
        return _shown(call_id, form, entry_id, refusal)
    flash(_("The ruling is kept. It stands in the log."), "ok")
    return redirect(url_for("judging.vetoes", call_id=call_id), code=303)


def _shown(
    call_id: str, form: RuleForm | None = None, entry_id: str = "", refusal: DomainError | None = None
) -> Answer:
    call, scored = the_call(call_id), chosen_round(call_id)
    return page(
        "judging/vetoes.html",
        call=call,
        refusal=refusal,
        form=form,
        entry_id=entry_id,
        vetoed=vetoed_in(scored, current_actor().person_id) if scored else [],
        may_rule=current_actor().has_role(ScopeKind.call, call_id, Role.chair),
    )

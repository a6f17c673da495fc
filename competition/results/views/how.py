"""The page on which one chooses how results are computed."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from competition.calls.models import Call, Round
from competition.calls.views.rounds import chosen_position, chosen_round
from competition.errors import DomainError, NotFound
from competition.i18n import pick
from competition.judging.queries import criteria_of, how_judged
from competition.results import labels, queries, services
from competition.results.forms import HowForm, how_form
from competition.results.rules import METHODS_OF, ReasonIsMissing, RulesAreStale
from competition.results.views.blueprint import Page, blueprint, deciders, the_call
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.session import current_actor


@blueprint.get("/organise/<call_id>/results/how")
@deciders
def how(call_id: str) -> Page:
    """Show how results are computed."""
    call, scored = the_call(call_id), _round(call_id)
    return _page(call, scored, _form(scored))


@blueprint.post("/organise/<call_id>/results/how")
@deciders
def change_how(call_id: str) -> Page:
    """Change how results are computed from now on."""
    call, scored = the_call(call_id), _round(call_id)
    form = _form(scored)
    if not form.validate_on_submit():
        return _page(call, scored, form), 422
    try:
        services.change_how(current_actor(), call_id, form.to_command(), chosen_position())
    except NotFound:
        raise
    except DomainError as refusal:
        attach_error(form, "reason" if isinstance(refusal, ReasonIsMissing) else None, sentence(refusal))
        if isinstance(refusal, RulesAreStale):
            # Whoever has read the sentence and saves again means it: his form now knows the newer version.
            form.version.data, form.version.raw_data = refusal.values["version"], None
        return _page(call, scored, form), refusal.status
    flash(gettext("Saved. The next result is computed so; those before stay as they were."), "ok")
    return redirect(url_for("results.overview", call_id=call_id), code=303)


def _round(call_id: str) -> Round:
    scored = chosen_round(call_id)
    if scored is None:
        raise NotFound
    return scored


def _form(scored: Round) -> HowForm:
    rules = queries.rules_of(scored.id)
    found = criteria_of(scored.id)
    criteria = [(one.id, str(pick(one.name))) for one in found] if len(found) > 1 else []
    version, needs_reason = rules.version if rules else 0, queries.has_marks(scored.id)
    how = queries.how_computed(scored.id)
    return how_form(how, version, criteria, methods=_methods(scored), needs_reason=needs_reason)


def _methods(scored: Round) -> tuple[str, ...]:
    return METHODS_OF[how_judged(scored.id).kind]


def _page(call: Call, scored: Round, form: HowForm) -> str:
    methods = [(labels.METHODS[name], labels.METHODS_HELP[name]) for name in _methods(scored)]
    return render_template(
        "results/how.html", call=call, form=form, methods=methods, has_marks=queries.has_marks(scored.id)
    )

"""The organisers' pages on who may enter, and on what an entrant agrees to."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from flask import abort
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import forms, queries, services
from competition.calls.labels import clauses as words
from competition.calls.labels.eligibility import rules_in_words
from competition.calls.rules import CONSENTS, DECLARATIONS, AskedClause, ClauseKind, eligibility_of
from competition.calls.rules.clauses import ALWAYS, SEVERAL
from competition.calls.views.answers import Page, acted, carried_out, newer, page, saved, the, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.builder import organisers
from competition.web.session import current_actor


@blueprint.route("/organise/<call_id>/eligibility", methods=["GET", "POST"])
@organisers
def eligibility(call_id: str) -> Page:
    """Say who may enter."""
    call = the_call(call_id)
    rules = eligibility_of(call.eligibility)
    form = forms.eligibility_form(rules, call.version)
    verb = partial(_set_eligibility, call_id, form)
    if carried_out(form, verb):
        return saved("calls.eligibility", call_id=call_id)
    return page("calls/eligibility.html", call, form, said=rules_in_words(rules))


@blueprint.get("/organise/<call_id>/clauses")
@organisers
def clauses(call_id: str) -> Page:
    """Show what entrants agree to, consents first, and what more can be asked."""
    call = the_call(call_id)
    asked: defaultdict[ClauseKind, list[AskedClause]] = defaultdict(list)
    for clause in queries.clauses_of(call_id):
        asked[clause.kind].append(clause)
    return page(
        "calls/clauses.html",
        call,
        groups=[(_("Consents"), CONSENTS), (_("Declarations"), DECLARATIONS)],
        asked=asked,
        always=ALWAYS,
        free={kind for kind in ClauseKind if kind in SEVERAL or not asked[kind]},
        words=words,
    )


@blueprint.route("/organise/<call_id>/clauses/new/<kind>", methods=["GET", "POST"])
@organisers
def new_clause(call_id: str, kind: str) -> Page:
    """Ask one thing more."""
    call = the_call(call_id)
    if kind not in set(ClauseKind):
        abort(404)
    which = ClauseKind(kind)
    data = {"version": call.version, **forms.data_of({"text": words.standard_wording(which)})}
    form = forms.clause_form(which, call.languages, data=data)
    if carried_out(form, lambda: services.add_clause(current_actor(), call_id, which, form.command())):
        return saved("calls.clauses", call_id=call_id)
    return page("calls/clause.html", call, form, kind=which, clause=None, words=words)


@blueprint.route("/organise/<call_id>/clauses/<clause_id>", methods=["GET", "POST"])
@organisers
def clause(call_id: str, clause_id: str) -> Page:
    """Reword a clause, or change when it ends."""
    call, row = the_call(call_id), the(queries.clauses_of(call_id), clause_id)
    stored = forms.data_of({"text": dict(row.text), "place": dict(row.place)})
    more = {"country": row.country, "years": row.years, "is_required": row.is_required}
    form = forms.clause_form(row.kind, call.languages, data={"version": call.version, **stored, **more})
    if carried_out(form, lambda: services.edit_clause(current_actor(), call_id, clause_id, form.command())):
        return saved("calls.clauses", call_id=call_id)
    return page("calls/clause.html", call, form, kind=row.kind, clause=row, words=words, newer=newer(form, stored))


@blueprint.post("/organise/<call_id>/clauses/<clause_id>/remove")
@organisers
def remove_clause(call_id: str, clause_id: str) -> Response:
    """Ask it no longer."""
    verb = partial(services.remove_clause, current_actor(), call_id, clause_id)
    return acted(verb, _("Removed."), "calls.clauses", call_id=call_id)


def _set_eligibility(call_id: str, form: forms.EligibilityForm) -> None:
    services.set_eligibility(current_actor(), call_id, form.version.data, form.rules())

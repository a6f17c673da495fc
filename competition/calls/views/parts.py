"""The organisers' pages on who takes part in a call, its categories, and its people."""

from __future__ import annotations

from functools import partial

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import forms, labels, queries, services
from competition.calls.rules import Part
from competition.calls.views.answers import Page, acted, carried_out, newer, page, saved, the, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.builder import organisers
from competition.i18n import pick
from competition.web.session import current_actor

LOGO_REFUSALS = tuple(code for code in labels.REFUSALS if "_logo" in code)


def _direction() -> int:
    return -1 if request.form.get("by") == "-1" else 1


@blueprint.route("/organise/<call_id>/institutions", methods=["GET", "POST"])
@organisers
def institutions(call_id: str) -> Page:
    """Show hosts and partners, and add one."""
    call, actor = the_call(call_id), current_actor()
    known = [(one.id, str(pick(one.name))) for one in queries.known_institutions(actor)]
    form = forms.part_form(call.languages, known, data={"known": forms.NEW, "time_zone": call.time_zone})
    at = {"call_already_takes_part": "known", "call_unknown_zone": "time_zone"}
    if carried_out(form, lambda: services.add_institution(actor, call_id, form.command()), at):
        return saved("calls.institutions", call_id=call_id)
    taking_part = queries.institutions_of(call_id)
    groups = [(part, [(row, one) for row, one in taking_part if row.part == part]) for part in Part]
    logos = queries.logos_of((one for _row, one in taking_part), actor.at)
    return page("calls/institutions.html", call, form, groups=groups, labels=labels, logos=logos)


@blueprint.route("/organise/<call_id>/institutions/<part_id>", methods=["GET", "POST"])
@organisers
def institution(call_id: str, part_id: str) -> Page:
    """Reword an institution, or change its logo."""
    call, actor = the_call(call_id), current_actor()
    one = {row.id: one for row, one in queries.institutions_of(call_id)}.get(part_id) or abort(404)
    data = {**forms.data_of({"name": one.name, "city": one.city}), "country": one.country, "url": one.url}
    form = forms.institution_form(call.languages, one.time_zone, data={**data, "time_zone": one.time_zone})

    def verb() -> None:
        services.edit_institution(actor, call_id, part_id, form.facts(), form.logo_change())

    if carried_out(form, verb, {"call_unknown_zone": "time_zone", **dict.fromkeys(LOGO_REFUSALS, "logo")}):
        return saved("calls.institutions", call_id=call_id)
    logo = queries.logos_of([one], actor.at).get(one.id)
    return page("calls/institution.html", call, form, institution=one, logo=logo)


@blueprint.post("/organise/<call_id>/institutions/<part_id>/move")
@organisers
def move_institution(call_id: str, part_id: str) -> Response:
    """Change places with a neighbour."""
    verb = partial(services.move_institution, current_actor(), call_id, part_id, _direction())
    return acted(verb, _("Moved."), "calls.institutions", call_id=call_id)


@blueprint.post("/organise/<call_id>/institutions/<part_id>/remove")
@organisers
def remove_institution(call_id: str, part_id: str) -> Response:
    """Take a part away."""
    verb = partial(services.remove_institution, current_actor(), call_id, part_id)
    return acted(verb, _("Removed."), "calls.institutions", call_id=call_id)


@blueprint.route("/organise/<call_id>/categories", methods=["GET", "POST"])
@organisers
def categories(call_id: str) -> Page:
    """Show the categories, and add one."""
    call = the_call(call_id)
    form = forms.category_form(call.languages, data={"version": call.version})
    if carried_out(form, lambda: services.add_category(current_actor(), call_id, form.command())):
        return saved("calls.categories", call_id=call_id)
    return page("calls/categories.html", call, form, categories=queries.categories_of(call_id))


@blueprint.route("/organise/<call_id>/categories/<category_id>", methods=["GET", "POST"])
@organisers
def category(call_id: str, category_id: str) -> Page:
    """Reword a category."""
    call, row = the_call(call_id), the(queries.categories_of(call_id), category_id)
    stored = forms.data_of({"name": row.name, "description": row.description})
    form = forms.category_form(call.languages, data={"version": call.version, **stored})
    if carried_out(form, lambda: services.edit_category(current_actor(), call_id, category_id, form.command())):
        return saved("calls.categories", call_id=call_id)
    return page("calls/category.html", call, form, category=row, newer=newer(form, stored))


@blueprint.post("/organise/<call_id>/categories/<category_id>/move")
@organisers
def move_category(call_id: str, category_id: str) -> Response:
    """Change places with a neighbour."""
    verb = partial(services.move_category, current_actor(), call_id, category_id, _direction())
    return acted(verb, _("Moved."), "calls.categories", call_id=call_id)


@blueprint.post("/organise/<call_id>/categories/<category_id>/remove")
@organisers
def remove_category(call_id: str, category_id: str) -> Response:
    """Remove a category that no entry stands in."""
    verb = partial(services.remove_category, current_actor(), call_id, category_id)
    return acted(verb, _("Removed."), "calls.categories", call_id=call_id)

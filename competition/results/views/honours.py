"""The organisers' pages of the prizes of a call."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls.models import Call
from competition.calls.queries import categories_of, institutions_of
from competition.calls.views.answers import Page, acted, carried_out, newer, page, saved, the, the_call
from competition.i18n import pick
from competition.people.rules import ORGANISERS
from competition.results import queries, services
from competition.results.forms import Choices, HonourForm, honour_data, honour_form
from competition.results.labels.honours import KINDS
from competition.results.rules import HonourDraft, HonourKind
from competition.results.views.blueprint import blueprint
from competition.web import gates
from competition.web.session import current_actor

organisers = gates.call_role(*ORGANISERS)

AT = {"honour_lacks_category": "category", "honour_unknown_giver": "giver", "honour_bad_rule": "most"}


@blueprint.route("/organise/<call_id>/prizes", methods=["GET", "POST"])
@organisers
def honours(call_id: str) -> Page:
    """Show the prizes of a call, and add one."""
    call = the_call(call_id)
    form = _form(call, HonourDraft(call.version, HonourKind.grand_prix))
    if carried_out(form, lambda: services.add_honour(current_actor(), call_id, form.command()), AT):
        return saved("results.honours", call_id=call_id)
    return page("results/honours.html", call, form, honours=queries.honours_of(call_id), kinds=KINDS)


@blueprint.route("/organise/<call_id>/prizes/<honour_id>", methods=["GET", "POST"])
@organisers
def honour(call_id: str, honour_id: str) -> Page:
    """Change a prize."""
    call, named = the_call(call_id), the(queries.honours_of(call_id), honour_id)
    row = named.honour
    draft = HonourDraft(call.version, row.kind, row.name, row.category_id, row.giver_id, row.prize, row.rule)
    form = _form(call, draft)
    if carried_out(form, lambda: services.edit_honour(current_actor(), call_id, honour_id, form.command()), AT):
        return saved("results.honours", call_id=call_id)
    return page("results/honour.html", call, form, named=named, newer=newer(form, honour_data(draft)))


@blueprint.post("/organise/<call_id>/prizes/<honour_id>/move")
@organisers
def move_honour(call_id: str, honour_id: str) -> Response:
    """Change places with a neighbour."""
    by = -1 if request.form.get("by") == "-1" else 1
    verb = partial(services.move_honour, current_actor(), call_id, honour_id, by)
    return acted(verb, _("Moved."), "results.honours", call_id=call_id)


@blueprint.post("/organise/<call_id>/prizes/<honour_id>/remove")
@organisers
def remove_honour(call_id: str, honour_id: str) -> Response:
    """Remove a prize."""
    verb = partial(services.remove_honour, current_actor(), call_id, honour_id)
    return acted(verb, _("Removed."), "results.honours", call_id=call_id)


def named_honours(call: Call) -> list[queries.NamedHonour]:
    """Return the prizes that say more than the list of categories does: by a name of their own, or what they bring."""
    return [one for one in queries.honours_of(call.id) if one.honour.name or one.honour.prize]


@blueprint.app_context_processor
def _give_honours() -> dict[str, Callable[[Call], list[queries.NamedHonour]]]:
    """Let a call's own page name its prizes."""
    return {"honours_of_call": named_honours}


def _form(call: Call, draft: HonourDraft) -> HonourForm:
    """Return the form of a prize, with the categories and institutions of its call to choose from."""
    houses = {one.id: str(pick(one.name)) for _part, one in institutions_of(call.id)}
    categories = [(one.id, str(pick(one.name))) for one in categories_of(call.id)]
    data = {"version": call.version, **honour_data(draft)}
    return honour_form(call.languages, Choices(categories, list(houses.items())), data=data)

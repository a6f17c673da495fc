"""The organisers' pages on the rounds of judging; and which round a page of a later domain is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import g, has_request_context, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import forms, queries, services
from competition.calls.models import Call, Round
from competition.calls.rules import MOST_ROUNDS, RoundDraft, current_of
from competition.calls.rules.rounds import ROUND_DATES
from competition.calls.views.answers import Page, acted, carried_out, newer, page, saved, the, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.builder import organisers
from competition.calls.views.clocks import clocks_of
from competition.web.session import current_actor

BY_ROUND = ("judging.", "results.")


@blueprint.route("/organise/<call_id>/rounds", methods=["GET", "POST"])
@organisers
def rounds(call_id: str) -> Page:
    """Show the rounds, and add one."""
    call = the_call(call_id)
    form = _form(call, RoundDraft(call.version, {}))
    if carried_out(form, lambda: services.add_round(current_actor(), call_id, form.command())):
        return saved("calls.rounds", call_id=call_id)
    rows = queries.rounds_of(call_id)
    clocks = clocks_of(call, queries.with_hosts([call])[0].hosts)
    asked = Counter(field.round_id for field in queries.asked_in_rounds(call_id))
    return page(
        "calls/rounds.html", call, form, rounds=rows, clocks=clocks, asked=asked, is_full=len(rows) >= MOST_ROUNDS
    )


@blueprint.route("/organise/<call_id>/rounds/<round_id>", methods=["GET", "POST"])
@organisers
def round_(call_id: str, round_id: str) -> Page:
    """Name a round anew, or move its dates."""
    call, row = the_call(call_id), the(queries.rounds_of(call_id), round_id)
    draft = RoundDraft(call.version, row.name, **{name: getattr(row, name) for name in ROUND_DATES})
    form = _form(call, draft, is_first=row.position == 1)
    if carried_out(form, lambda: services.edit_round(current_actor(), call_id, round_id, form.command())):
        return saved("calls.rounds", call_id=call_id)
    return page("calls/round.html", call, form, round=row, newer=newer(form, forms.data_of({"name": row.name})))


@blueprint.post("/organise/<call_id>/rounds/<round_id>/remove")
@organisers
def remove_round(call_id: str, round_id: str) -> Response:
    """Remove the last round."""
    verb = partial(services.remove_round, current_actor(), call_id, round_id)
    return acted(verb, _("Removed."), "calls.rounds", call_id=call_id)


def chosen_position() -> int | None:
    """Return the place of the round that the address names (`?round=2`); None for the one that is on now."""
    return request.args.get("round", type=int)


def chosen_round(call_id: str, position: int | None = None) -> Round | None:
    """Return the round that the page is about: the one at `position`, else the one that the address names."""
    rounds = _rounds(call_id)
    position = position or chosen_position()
    if position is None:
        return current_of(rounds, current_actor().at)
    return next((one for one in rounds if one.position == position), None)


@blueprint.app_context_processor
def _give_rounds() -> dict[str, Any]:
    """Let every page about a call show its rounds, and which of them it is about."""
    return {"rounds_of_call": _rounds, "chosen_round": chosen_round}


def _rounds(call_id: str) -> Sequence[Round]:
    """Return the rounds of a call, read once in a request: a page and its tabs ask for the same."""
    found: dict[str, Sequence[Round]] = g.setdefault("rounds", {})
    if call_id not in found:
        found[call_id] = queries.rounds_of(call_id)
    return found[call_id]


@blueprint.app_url_defaults
def _stay_with_round(endpoint: str, values: dict[str, Any]) -> None:
    """Stay with the round of the page in all its links and forms, as long as they are about the same call."""
    if not has_request_context() or not endpoint.startswith(BY_ROUND):
        return
    number, call_id = chosen_position(), (request.view_args or {}).get("call_id")
    if number and call_id and call_id == values.get("call_id"):
        values.setdefault("round", number)


def _form(call: Call, draft: RoundDraft, *, is_first: bool = False) -> Any:
    data = {"version": call.version, **forms.data_of({"name": draft.name}), **draft.dates()}
    return forms.round_form(call.languages, call.time_zone, is_first=is_first, data=data)

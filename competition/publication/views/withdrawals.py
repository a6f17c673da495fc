"""The page of one published award of one work: withdrawn by two persons, or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from competition.calls.views.answers import the_call
from competition.errors import DomainError, NotFound
from competition.publication import services
from competition.publication.forms import CallOffForm, WithdrawForm
from competition.publication.queries import releases, withdrawals
from competition.publication.rules import PROPOSERS, READERS, NobodyCanSign, WithdrawAward, may_confirm, seats_of
from competition.publication.views.blueprints import blueprint
from competition.web import gates
from competition.web.errors import sentence
from competition.web.session import current_actor

Page = str | tuple[str, int] | Response

ADDRESS = "/organise/<call_id>/release/awards/<award_id>/<work_id>"


@blueprint.get(ADDRESS)
@gates.call_role(*READERS)
def award(call_id: str, award_id: str, work_id: str) -> Page:
    """Show an award that a work received, and its withdrawal."""
    return _page(call_id, award_id, work_id, WithdrawForm())


@blueprint.post(ADDRESS)
@gates.call_role(*PROPOSERS, fresh=True)
def withdraw(call_id: str, award_id: str, work_id: str) -> Page:
    """Propose to withdraw it."""
    form = WithdrawForm()
    if not form.validate_on_submit():
        return _page(call_id, award_id, work_id, form), 422
    command = WithdrawAward(award_id, work_id, form.reason.data or "")
    verb = partial(services.propose_withdrawal, current_actor(), call_id, command)
    words = gettext("The withdrawal is proposed. Another person must confirm it; until then nothing changes.")
    return _carried_out((call_id, award_id, work_id), verb, words)


@blueprint.post(f"{ADDRESS}/confirmation")
@gates.call_role(*READERS, fresh=True)
def confirm_withdrawal(call_id: str, award_id: str, work_id: str) -> Page:
    """Confirm its withdrawal."""
    verb = partial(services.confirm_withdrawal, current_actor(), call_id, award_id, work_id)
    return _button((call_id, award_id, work_id), verb, gettext("The award is withdrawn. The public reads why."))


@blueprint.post(f"{ADDRESS}/end")
@gates.call_role(*PROPOSERS, fresh=True)
def drop_withdrawal(call_id: str, award_id: str, work_id: str) -> Page:
    """Take the proposal back."""
    verb = partial(services.drop_withdrawal, current_actor(), call_id, award_id, work_id)
    return _button((call_id, award_id, work_id), verb, gettext("The proposal is taken back. The award stands."))


def _button(place: tuple[str, str, str], verb: Callable[[], object], words: str) -> Response:
    if not CallOffForm().validate_on_submit():
        abort(400)
    return _carried_out(place, verb, words)


def _carried_out(place: tuple[str, str, str], verb: Callable[[], object], words: str) -> Response:
    """Carry out an act; a refusal is said on the page that shows how things stand now."""
    call_id, award_id, work_id = place
    try:
        verb()
    except NotFound:
        raise
    except DomainError as refusal:
        flash(sentence(refusal), "error")
    else:
        flash(words, "ok")
    return redirect(url_for("publication.award", call_id=call_id, award_id=award_id, work_id=work_id), code=303)


def _page(call_id: str, award_id: str, work_id: str, form: WithdrawForm) -> str:
    call, actor = the_call(call_id), current_actor()
    received = withdrawals.received_one(call_id, award_id, work_id) or abort(404)
    row = received.withdrawal
    try:
        seats = seats_of(call.release_rule, releases.hosts_of(call_id))
    except NobodyCanSign:
        seats = ()
    standing = releases.standing_of(actor.person_id or "", call_id)
    return render_template(
        "publication/award.html",
        call=call,
        received=received,
        following=withdrawals.next_in_line(received),
        form=form,
        may_propose=actor.has_role(gates.CALL, call_id, *PROPOSERS),
        may_confirm=row is not None and may_confirm(standing, seats, row.proposed_by),
    )

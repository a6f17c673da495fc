"""The page of a team's invitation. Looking changes nothing, however often; joining and declining are POSTs."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.entries import queries, services
from competition.entries.queries import TeamOffer
from competition.entries.rules.refusals import EntryNotFound
from competition.entries.views.blueprint import blueprint
from competition.errors import DomainError
from competition.i18n import gettext as _
from competition.people.forms import InvitationForm
from competition.people.queries import person_by_email
from competition.people.rules import PeopleError, Registration
from competition.web import gates, limits, session
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]


@blueprint.route("/entries/invitations/<key>", methods=["GET", "POST"])
@gates.public
@limits.attempts
def team_invitation(key: str) -> Answer:
    """Show who invites to which work; take the new account of one who has none."""
    offer = queries.offer_behind(current_actor(), key)
    if offer is None:
        raise EntryNotFound
    form, way = InvitationForm(), _way(offer)
    if way == "join" and form.validate_on_submit():
        account = Registration(offer.invitation.email, form.name.data, form.password.data)
        try:
            joined = services.join_team_as_new(current_actor(), key, account, request.user_agent.string)
        except DomainError as refusal:
            attach_error(form, refusal.field if isinstance(refusal, PeopleError) else None, sentence(refusal))
        else:
            session.begin(joined.token)
            return _welcome(joined.entry_id)
    return _shown(offer, form, way, key)


@blueprint.post("/entries/invitations/<key>/accept")
@gates.signed_in
def accept_team_invitation(key: str) -> Answer:
    """Join the team as the person who is signed in."""
    try:
        return _welcome(services.accept_team_invitation(current_actor(), key))
    except PeopleError:
        return redirect(url_for("entries.team_invitation", key=key), 303)


@blueprint.post("/entries/invitations/<key>/decline")
@gates.public
def decline_team_invitation(key: str) -> Answer:
    """Say no, signed in or not."""
    try:
        services.decline_team_invitation(current_actor(), key)
    except PeopleError:
        return redirect(url_for("entries.team_invitation", key=key), 303)
    flash(_("You have declined the invitation."), "ok")
    if current_actor().is_signed_in:
        return redirect(url_for("entries.mine"), 303)
    return redirect(url_for("entries.team_invitation", key=key), 303)


def _way(offer: TeamOffer) -> str:
    """Return what the reader can do: accept, join, sign in, change his account, or nothing any more."""
    actor, invitation = current_actor(), offer.invitation
    if invitation.accepted_at is not None:
        return "accepted"
    if not offer.is_open(actor.at):
        return "declined" if invitation.declined_at is not None else "closed"
    if actor.is_signed_in:
        return "accept" if actor.email == invitation.email else "other"
    return "sign_in" if person_by_email(invitation.email) else "join"


def _shown(offer: TeamOffer, form: InvitationForm, way: str, key: str) -> Answer:
    if not form.is_submitted():
        form.name.data = offer.invitation.name
    page = render_template("entries/invitation.html", offer=offer, form=form, way=way, key=key)
    if way == "closed":
        return page, 410
    return (page, 422) if form.errors or form.form_errors else page


def _welcome(entry_id: str) -> Response:
    flash(_("You have joined the team."), "ok")
    return redirect(url_for("entries.edit", entry_id=entry_id), 303)

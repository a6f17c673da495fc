"""The page of an invitation's link. Looking changes nothing, however often; accepting is a POST."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for

from competition import i18n
from competition.errors import DomainError
from competition.i18n import gettext as _
from competition.people import queries, services
from competition.people.forms import InvitationForm
from competition.people.labels import ROLES
from competition.people.models import Invitation
from competition.people.queries import Offer
from competition.people.rules import Role
from competition.people.views.answers import Answer, page, refuse, user_agent
from competition.people.views.blueprint import blueprint
from competition.web import gates, limits
from competition.web import session as web_session
from competition.web.session import current_actor

# Where each role begins; these pages lie downstream and are known by their names only.
FIRST_PAGE = {
    Role.owner: "calls.organised",
    Role.organiser: "calls.organised",
    Role.chair: "results.index",
    Role.juror: "judging.table",
    Role.auditor: "results.index",
    Role.entrant: "entries.mine",
}


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@gates.public
@limits.attempts
def invitation(token: str) -> Answer:
    """Show who invites to what; take the new account of one who has none."""
    offer = queries.offer_by_token(token)
    if offer is None:
        abort(404)
    form = InvitationForm()
    way = _way(offer.invitation)
    if way == "join" and form.validate_on_submit():
        try:
            signed_in, accepted = services.accept_as_new(
                current_actor(), token, form.name.data, form.password.data, user_agent()
            )
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            web_session.begin(signed_in.token)
            return _welcome(accepted)
    return _shown(offer, form, way, token)


@blueprint.post("/invitations/<token>/accept")
@gates.signed_in
def accept_invitation(token: str) -> Answer:
    """Accept as the person who is signed in."""
    try:
        return _welcome(services.accept_invitation(current_actor(), token))
    except DomainError:
        return redirect(url_for("people.invitation", token=token), 303)


def _way(invitation: Invitation) -> str:
    """Return what the reader can do: accept, join, sign in, change his account, or nothing any more."""
    actor = current_actor()
    if invitation.accepted_at is not None:
        return "accepted"
    if invitation.revoked_at is not None or invitation.expires_at <= actor.at:
        return "closed"
    if actor.is_signed_in:
        return "accept" if actor.email == invitation.email else "other"
    return "sign_in" if queries.person_by_email(invitation.email) else "join"


def _shown(offer: Offer, form: InvitationForm, way: str, token: str) -> Answer:
    if not form.is_submitted():
        form.name.data = offer.invitation.name
    answer = page(
        "people/invitation.html",
        form,
        offer=offer,
        way=way,
        token=token,
        call=i18n.pick(offer.invitation.scope_name),
        role=ROLES[offer.invitation.role],
    )
    return (answer, 410) if way == "closed" and isinstance(answer, str) else answer


def _welcome(invitation: Invitation) -> Answer:
    call = i18n.pick(invitation.scope_name)
    flash(_("You have accepted. Welcome to “%(call)s”.", call=call.text), "ok")
    return redirect(url_for(FIRST_PAGE[invitation.role]), 303)

"""The page of an entry's team: who is on it with which rights, who was invited, and who leads."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.entries import labels, queries, services
from competition.entries.forms.team import InviteForm
from competition.entries.rules import Rights
from competition.entries.views.blueprint import blueprint
from competition.entries.views.loading import own_room
from competition.errors import DomainError
from competition.i18n import gettext as _
from competition.people.rules import PeopleError
from competition.web import gates, limits
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]


@blueprint.get("/entries/<entry_id>/team")
@gates.signed_in
def team(entry_id: str) -> Answer:
    """Show the team; its lead may change it."""
    return _page(entry_id, InviteForm(formdata=None))


@blueprint.post("/entries/<entry_id>/team")
@gates.signed_in
@limits.letters
def invite_to_team(entry_id: str) -> Answer:
    """Invite somebody by letter."""
    form = InviteForm()
    if not form.validate():
        return _page(entry_id, form)
    try:
        invitation = services.invite_to_team(current_actor(), entry_id, form.to_command())
    except DomainError as refusal:
        if refusal.status == 404:
            raise
        attach_error(form, "email" if isinstance(refusal, PeopleError) else None, sentence(refusal))
        return _page(entry_id, form)
    flash(_("The invitation to %(address)s is on its way.", address=invitation.email), "ok")
    return _back(entry_id)


@blueprint.post("/entries/<entry_id>/team/invitations/<invitation_id>/revoke")
@gates.signed_in
def revoke_team_invitation(entry_id: str, invitation_id: str) -> Answer:
    """Take an invitation back."""
    services.revoke_team_invitation(current_actor(), entry_id, invitation_id)
    flash(_("The invitation is taken back."), "ok")
    return _back(entry_id)


@blueprint.post("/entries/<entry_id>/team/<member_id>/rights")
@gates.signed_in
def change_rights(entry_id: str, member_id: str) -> Answer:
    """Let a co-entrant edit, or only read."""
    rights = Rights.edit if request.form.get("rights") == Rights.edit else Rights.read
    services.change_rights(current_actor(), entry_id, member_id, rights)
    flash(_("The rights are changed. They hold at once."), "ok")
    return _back(entry_id)


@blueprint.post("/entries/<entry_id>/team/<member_id>/remove")
@gates.signed_in
def remove_member(entry_id: str, member_id: str) -> Answer:
    """Take a co-entrant off the team."""
    services.remove_member(current_actor(), entry_id, member_id)
    flash(_("This person is off the team, and was told by letter."), "ok")
    return _back(entry_id)


@blueprint.post("/entries/<entry_id>/team/<member_id>/lead")
@gates.signed_in
@limits.letters
def offer_lead(entry_id: str, member_id: str) -> Answer:
    """Offer the lead to a co-entrant."""
    services.offer_lead(current_actor(), entry_id, member_id)
    flash(_("The lead is offered. You lead until it is accepted."), "ok")
    return _back(entry_id)


@blueprint.post("/entries/<entry_id>/team/lead")
@gates.signed_in
def answer_offer(entry_id: str) -> Answer:
    """Accept the lead, decline it, or (who leads) take the offer back."""
    act = request.form.get("act")
    if act == "keep":
        services.take_offer_back(current_actor(), entry_id)
        flash(_("You keep the lead."), "ok")
    else:
        services.answer_offer(current_actor(), entry_id, accepts=act == "accept")
        flash(_("You lead this entry now.") if act == "accept" else _("You have declined the lead."), "ok")
    return _back(entry_id)


@blueprint.post("/entries/<entry_id>/team/leave")
@gates.signed_in
def leave_team(entry_id: str) -> Answer:
    """Leave the team."""
    services.leave_team(current_actor(), entry_id)
    flash(_("You have left the team."), "ok")
    return redirect(url_for("entries.mine"), 303)


def _page(entry_id: str, form: InviteForm) -> Answer:
    room, actor = own_room(entry_id), current_actor()
    people = queries.teammates_of(entry_id)
    page = render_template(
        "entries/team.html",
        room=room,
        form=form,
        people=people,
        own=next(one for one in people if one.person_id == actor.person_id),
        invitations=queries.invitations_of_entry(entry_id),
        rights=labels.RIGHTS,
        now=actor.at,
    )
    return (page, 422) if form.errors or form.form_errors else page


def _back(entry_id: str) -> Response:
    return redirect(url_for("entries.team", entry_id=entry_id), 303)

"""The organisers' page on the people of a call: who is what, and whom they invited."""

from __future__ import annotations

from functools import partial

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import forms, queries, services
from competition.calls.models import Call
from competition.calls.views.answers import Page, acted, carried_out, page, saved, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.builder import organisers
from competition.i18n import locale, pick
from competition.people.labels import ROLES
from competition.people.queries import invitations_of, people_with_role
from competition.people.rules import Role
from competition.web.session import current_actor

ON_A_CALL = (Role.owner, Role.organiser, Role.chair, Role.juror, Role.auditor)
INVITED = (Role.organiser, Role.chair, Role.juror, Role.auditor)


@blueprint.route("/organise/<call_id>/people", methods=["GET", "POST"])
@organisers
def people(call_id: str) -> Page:
    """Show the people of a call by role, and invite somebody."""
    call = the_call(call_id)
    form = _invite_form(call)
    at = {"email_unusable": "email"}
    if carried_out(form, lambda: services.invite(current_actor(), form.command(call_id, call.title)), at):
        return saved("calls.people", call_id=call_id)
    return page(
        "calls/people.html",
        call,
        form,
        groups=[(role, people_with_role(call_id, role)) for role in ON_A_CALL],
        invitations=[one for one in invitations_of(call_id) if one.accepted_at is None and one.revoked_at is None],
        roles=ROLES,
        now=current_actor().at,
    )


@blueprint.post("/organise/<call_id>/people/<invitation_id>/resend")
@organisers
def resend_invitation(call_id: str, invitation_id: str) -> Response:
    """Send an invitation again."""
    verb = partial(services.resend_invitation, current_actor(), call_id, invitation_id)
    return acted(verb, _("The letter is on its way."), "calls.people", call_id=call_id)


@blueprint.post("/organise/<call_id>/people/<invitation_id>/revoke")
@organisers
def revoke_invitation(call_id: str, invitation_id: str) -> Response:
    """Take an invitation back."""
    verb = partial(services.revoke_invitation, current_actor(), call_id, invitation_id)
    return acted(verb, _("The invitation is taken back."), "calls.people", call_id=call_id)


def _invite_form(call: Call) -> forms.InviteForm:
    form = forms.InviteForm(data={"role": str(Role.juror), "locale": locale()})
    hosts = queries.with_hosts([call])[0].hosts
    form.offer([(str(role), ROLES[role]) for role in INVITED], [(host.id, str(pick(host.name))) for host in hosts])
    return form

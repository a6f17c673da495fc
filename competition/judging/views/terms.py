"""What a juror takes in a call: set by himself beside his wall, or by an organiser for him."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from competition.calls.models import Call
from competition.calls.queries import categories_of
from competition.i18n import gettext as _
from competition.i18n import pick
from competition.judging import services
from competition.judging.forms import TermsForm
from competition.judging.queries import jurors_of
from competition.judging.queries.dealing import terms_of
from competition.judging.views.answers import Answer, page, the_call
from competition.judging.views.blueprint import blueprint, jurors, organisers
from competition.judging.views.table import the_seat
from competition.people.models import Person
from competition.web.session import current_actor


@blueprint.route("/jury/<call_id>/terms", methods=["GET", "POST"])
@jurors
def own_terms(call_id: str) -> Answer:
    """Show a juror what he takes, and store it."""
    seat, actor = the_seat(call_id), current_actor()
    person = _juror(call_id, str(actor.person_id))
    return _asked(seat.call, person, url_for("judging.wall", call_id=call_id), is_own=True)


@blueprint.route("/organise/<call_id>/jury/<juror_id>/terms", methods=["GET", "POST"])
@organisers
def terms(call_id: str, juror_id: str) -> Answer:
    """Show an organiser what a juror takes, and store it."""
    person = _juror(call_id, juror_id)
    return _asked(the_call(call_id), person, url_for("judging.jury", call_id=call_id), is_own=False)


def _asked(call: Call, person: Person, back: str, *, is_own: bool) -> Answer:
    form = _form(call, person)
    if request.method == "POST" and form.validate():
        return _saved(call, person, form, back)
    return page(f"judging/{'own_terms' if is_own else 'terms'}.html", call=call, form=form, juror=person, back=back)


def _saved(call: Call, person: Person, form: TermsForm, back: str) -> Response:
    services.save_terms(current_actor(), call.id, person.id, form.command())
    flash(_("Saved. It holds for what is dealt from now on."), "ok")
    return redirect(back, code=303)


def _form(call: Call, person: Person) -> TermsForm:
    stored = terms_of(call.id).get(person.id)
    values = {
        "languages": stored.languages if stored else [person.locale],
        "categories": stored.categories if stored else [],
        "most": stored.most if stored else None,
    }
    form = TermsForm(data=values)
    form.offer((one.id, str(pick(one.name))) for one in categories_of(call.id))
    return form


def _juror(call_id: str, person_id: str) -> Person:
    return next((one for one in jurors_of(call_id) if one.id == person_id), None) or abort(404)

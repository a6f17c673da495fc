"""A person's own data: taken out as archives, each by a link that is good for a minute."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from competition.desk import queries, services
from competition.desk.views.blueprint import blueprint
from competition.errors import NotFound
from competition.i18n import gettext as _
from competition.web import gates, limits
from competition.web.session import current_actor


@blueprint.get("/account/data")
@gates.signed_in
def own_data() -> str:
    """Show what may be taken out, what is being packed, and what is ready."""
    actor = current_actor()
    exports = [one for one in queries.exports_of(actor) if one.expires_at is None or one.expires_at > actor.at]
    return render_template("desk/own_data.html", exports=exports)


@blueprint.post("/account/data")
@gates.fresh_if_any
@limits.letters
def ask_export() -> Response:
    """Have it packed."""
    services.ask_export(current_actor())
    flash(_("Your data is being packed. We write to you when it is ready."), "ok")
    return redirect(url_for("desk.own_data"), 303)


@blueprint.get("/account/data/<export_id>/<int:number>")
@gates.fresh_if_any
def archive(export_id: str, number: int) -> Response:
    """Hand out one archive."""
    link = queries.archive_link(current_actor(), export_id, number)
    if link is None:
        raise NotFound
    return redirect(link.url, 302)

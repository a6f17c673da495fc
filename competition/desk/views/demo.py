"""The demo's own pages: its parts to play, its mailbox, the parts that pages are made of."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.desk import forms, labels, queries, services
from competition.desk.views.blueprint import blueprint
from competition.mail import queries as mail_queries
from competition.web import gates, session
from competition.web.session import current_actor


@blueprint.get("/demo")
@gates.demo_only
def demo() -> str:
    """List the parts that a newcomer may play."""
    accounts = queries.demo_accounts(current_actor().at)
    return render_template("desk/demo.html", accounts=accounts, names=labels.ROLE_NAMES, tasks=labels.ROLE_TASKS)


@blueprint.post("/demo/<key>")
@gates.demo_only
def enter(key: str) -> Response:
    """Step into a part, and begin where its person would."""
    token, role = services.enter(current_actor(), key, request.user_agent.string)
    session.begin(token)
    return redirect(url_for(role.endpoint), code=303)


@blueprint.get("/demo/mailbox")
@gates.demo_only
def mailbox() -> str:
    """List the letters that the demo would have sent, newest first."""
    return render_template("desk/mailbox.html", letters=mail_queries.kept_letters())


@blueprint.get("/demo/mailbox/<letter_id>")
@gates.demo_only
def letter(letter_id: str) -> str:
    """Show one letter as its reader would get it."""
    found = mail_queries.letter(letter_id)
    if found is None:
        abort(404)
    return render_template("desk/letter.html", letter=found)


@blueprint.get("/demo/parts")
@gates.demo_only
def parts() -> str:
    """Show every part in every state."""
    return render_template("demo/parts.html", form=forms.half_answered(), at=current_actor().at)

"""Questions and answers of a call: everybody's page, one's own thread on it, and the organisers' inbox."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competition.calls import forms, queries, services
from competition.calls.models import Call, PublicAnswer
from competition.calls.views.answers import UNPROCESSABLE, Page, acted, carried_out, newer, page, saved, the, the_call
from competition.calls.views.blueprint import blueprint
from competition.calls.views.builder import organisers
from competition.i18n import html_lang, locale
from competition.web import caching, gates, limits
from competition.web.session import current_actor

AT = {"call_answer_empty": "question", "call_answer_incomplete": "is_published"}


@blueprint.get("/calls/<slug>/questions")
@gates.public
def questions_and_answers(slug: str) -> Response:
    """Show what was answered to all, and to who is signed in his own thread."""
    call = queries.call_by_slug(slug) or abort(404)
    return caching.for_everyone(_public(call, forms.MessageForm(formdata=None)))


@blueprint.post("/calls/<slug>/questions")
@gates.signed_in
@limits.letters
def ask(slug: str) -> Page | Response:
    """Send a message to the organisers."""
    call, form = queries.call_by_slug(slug) or abort(404), forms.MessageForm()
    if carried_out(form, lambda: services.ask(current_actor(), call.id, form.command())):
        flash(_("Sent. The answer comes by letter and stands here."), "ok")
        return redirect(url_for("calls.questions_and_answers", slug=slug), code=303)
    return _public(call, form), UNPROCESSABLE


@blueprint.get("/organise/<call_id>/questions")
@organisers
def inbox(call_id: str) -> Page:
    """Show who asks, those who wait first, and what was answered to all."""
    call, answers = the_call(call_id), queries.answers_of(call_id, drafts=True)
    return page("calls/inbox.html", call, lines=queries.inquiries_of(call_id), answers=answers)


@blueprint.route("/organise/<call_id>/questions/<inquiry_id>", methods=["GET", "POST"])
@organisers
def inquiry(call_id: str, inquiry_id: str) -> Page:
    """Show a thread, and answer it."""
    call, found = the_call(call_id), queries.inquiry_of(call_id, inquiry_id) or abort(404)
    form = forms.MessageForm()
    if carried_out(form, lambda: services.reply(current_actor(), call_id, inquiry_id, form.command())):
        return saved("calls.inquiry", call_id=call_id, inquiry_id=inquiry_id)
    said = queries.said_in(inquiry_id)
    return page("calls/inquiry.html", call, form, inquiry=found[0], person=found[1], said=said)


@blueprint.route("/organise/<call_id>/answers/new", methods=["GET", "POST"])
@organisers
def new_answer(call_id: str) -> Page:
    """Write an answer to all; with `?inquiry=` it begins with the last question of that thread."""
    call = the_call(call_id)
    return _answer(call, None, {"question": _asked(call, request.args.get("inquiry", "")), "answer": {}})


@blueprint.route("/organise/<call_id>/answers/<answer_id>", methods=["GET", "POST"])
@organisers
def answer(call_id: str, answer_id: str) -> Page:
    """Change an answer to all."""
    call, row = the_call(call_id), the(queries.answers_of(call_id, drafts=True), answer_id)
    return _answer(call, row, {"question": row.question, "answer": row.answer})


@blueprint.post("/organise/<call_id>/answers/<answer_id>/remove")
@organisers
def remove_answer(call_id: str, answer_id: str) -> Response:
    """Take an answer to all away."""
    verb = partial(services.remove_answer, current_actor(), call_id, answer_id)
    return acted(verb, _("Removed."), "calls.inbox", call_id=call_id)


def _answer(call: Call, row: PublicAnswer | None, texts: dict[str, dict[str, str]]) -> Page:
    stored = forms.data_of(texts)
    head: dict[str, Any] = {
        "version": row.version if row else 0,
        "is_published": row is not None and row.published_at is not None,
    }
    form = forms.answer_form(call.languages, data={**head, **stored})
    answer_id = row.id if row else None
    if carried_out(form, lambda: services.write_answer(current_actor(), call.id, answer_id, form.command()), AT):
        return saved("calls.inbox", call_id=call.id)
    return page("calls/answer.html", call, form, answer=row, newer=newer(form, stored))


def _asked(call: Call, inquiry_id: str) -> dict[str, str]:
    found = queries.inquiry_of(call.id, inquiry_id)
    asked = [one for one in queries.said_in(inquiry_id) if not one.is_answer] if found else []
    return forms.in_one_language(asked[-1].text, asked[-1].locale, call.languages) if asked else {}


def _public(call: Call, form: Any) -> str:
    actor = current_actor()
    own = queries.own_inquiry(call.id, actor.person_id) if actor.person_id else None
    said = queries.said_in(own.id) if own else []
    return render_template(
        "calls/questions.html",
        call=call,
        answers=queries.answers_of(call.id),
        said=said,
        form=form,
        seen=len(said),
        is_confirmed=actor.email_confirmed,
        html_lang_of=html_lang,
        locale=locale(),
    )

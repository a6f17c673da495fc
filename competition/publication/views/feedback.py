"""What a team sees of its entry's judging, and the chair's page on which comments it may read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from competition.calls.rules import Feedback
from competition.calls.views.answers import Page, the_call
from competition.errors import DomainError, NotFound
from competition.judging.queries import count_comments
from competition.people.rules import Role
from competition.publication import labels, services
from competition.publication.forms import CommentsForm
from competition.publication.queries import feedback as queries
from competition.publication.queries import releases
from competition.publication.views.blueprints import blueprint
from competition.web import gates, paging
from competition.web.errors import sentence
from competition.web.session import current_actor


@blueprint.get("/entries/<entry_id>/result")
@gates.signed_in
def entry_result(entry_id: str) -> Page:
    """Show a team how its entry was judged; to everybody else, and before the publication, there is no such page."""
    own = queries.own_sheet(current_actor(), entry_id) or abort(404)
    return render_template("publication/entry_result.html", own=own, labels=labels)


@blueprint.get("/organise/<call_id>/results/comments")
@gates.call_role(Role.chair)
def comments(call_id: str) -> Page:
    """Show the comments of the jury, to be released one by one; not on works that the chair is bound to."""
    number = paging.page_number(request.args.get("page"))
    viewer_id = current_actor().person_id
    total = count_comments(call_id, viewer_id)
    rows = queries.choices_of(call_id, paging.PER_PAGE, (number - 1) * paging.PER_PAGE, viewer_id)
    page = paging.Page(rows, number, total)
    if number > page.last:
        abort(404)
    call = the_call(call_id)
    return render_template(
        "publication/comments.html",
        call=call,
        page=page,
        form=CommentsForm(),
        are_shown=call.feedback == Feedback.scores_and_comments,
        is_released=releases.is_released(call_id),
    )


@blueprint.post("/organise/<call_id>/results/comments")
@gates.call_role(Role.chair)
def release_comments(call_id: str) -> Response:
    """Release the ticked ones of the comments that were shown, and keep the others back."""
    form = CommentsForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        services.release_comments(current_actor(), call_id, form.command())
    except NotFound:
        raise
    except DomainError as refusal:
        flash(sentence(refusal), "error")
    else:
        flash(gettext("Saved."), "ok")
    number = paging.page_number(request.args.get("page"))
    return redirect(url_for("publication.comments", call_id=call_id, page=number), code=303)


def result_urls_of(entry_ids: Iterable[str]) -> dict[str, str]:
    """Return the addresses of the result pages of the reader's own entries, of those that have one."""
    found = queries.entries_with_sheets(current_actor(), entry_ids)
    return {entry_id: url_for("publication.entry_result", entry_id=entry_id) for entry_id in found}


@blueprint.app_context_processor
def _give_results() -> dict[str, Callable[[Iterable[str]], dict[str, str]]]:
    """Let the pages of entries link to how they were judged."""
    return {"result_urls_of": result_urls_of}

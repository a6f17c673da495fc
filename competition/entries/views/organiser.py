"""What the organisers of a call see of its entries."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template
from werkzeug.wrappers import Response

from competition.calls import queries as calls
from competition.calls.labels.clauses import clause_name
from competition.calls.models import Call
from competition.entries import labels, queries
from competition.entries.labels import terms as words
from competition.entries.models import Entry
from competition.entries.queries.agreements import SaidSo, agreements_of
from competition.entries.rules import EntryState
from competition.entries.views.agreed_words import about_words, given_words
from competition.entries.views.blueprint import blueprint
from competition.entries.views.words import size_words
from competition.errors import NotFound
from competition.i18n import Picked, locale, pick
from competition.people.rules import ORGANISERS
from competition.web import gates
from competition.web.paging import PER_PAGE, asked_way, stretch
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]


@blueprint.get("/organise/<call_id>/entries")
@gates.call_role(*ORGANISERS)
def of_call(call_id: str) -> Answer:
    """List the entries of a call; a draft shows no more than that it is there."""
    counts = queries.count_of_call(call_id)
    way = asked_way()
    rows = queries.entries_of_call(call_id, **way, most=PER_PAGE + 1)
    return render_template(
        "entries/of_call.html",
        call=_call(call_id),
        page=stretch(rows, lambda row: row.code, **way),
        total=sum(counts.values()),
        counts=counts,
        states=EntryState,
        labels=labels,
    )


@blueprint.get("/organise/<call_id>/entries/<entry_id>")
@gates.call_role(*ORGANISERS)
def one_of_call(call_id: str, entry_id: str) -> Answer:
    """Show an entry that was handed in: what stands, its team, its files and receipts."""
    entry = queries.entry_of_call(call_id, entry_id)
    if entry is None:
        raise NotFound
    fields, now, told = calls.all_fields_of(call_id), current_actor().at, queries.all_written_of(entry)
    return render_template(
        "entries/one_of_call.html",
        call=_call(call_id),
        entry=entry,
        makers=queries.makers_of([entry_id])[entry_id],
        told=told,
        answers=queries.answers_in_words(fields, told, locale()),
        later=queries.later_in_words(entry, locale()),
        category=next((one.name for one in calls.categories_of(call_id) if one.id == entry.category_id), {}),
        files=queries.standing_files(entry_id),
        shown={file.file_id: file for file in queries.shown_files([entry_id], now)[entry_id]},
        receipts=queries.receipts_of(entry_id),
        said=_said(call_id, entry_id),
        about=_about(entry),
        pairs=queries.pairs_alike(call_id, now, entry_id=entry_id),
        size_words=size_words,
        labels=labels,
    )


@blueprint.get("/organise/<call_id>/entries/<entry_id>/files/<file_id>")
@gates.call_role(*ORGANISERS)
def original(call_id: str, entry_id: str, file_id: str) -> Answer:
    """Hand out an original, byte for byte, by a link that is good for a minute."""
    link = queries.original_link(call_id, entry_id, file_id, current_actor().at)
    if link is None:
        raise NotFound
    return redirect(link.url, 302)


def _said(call_id: str, entry_id: str) -> list[tuple[str, Picked, str, SaidSo]]:
    """Return what a team agreed to, in the order of the form: name, the wording that was read, answer, who and when."""
    found = agreements_of(entry_id)
    wordings = calls.wordings_of(found)
    known = [(one, found[one.id][0]) for one in calls.every_clause_of(call_id) if one.id in found]
    return [
        (
            clause_name(one),
            pick(wordings[one.id, said.agreement.version]),
            given_words(str(one.kind), said.agreement),
            said,
        )
        for one, said in known
    ]


def _about(entry: Entry) -> list[tuple[str, str]]:
    return [
        (str(words.ABOUT[part]), about_words(part, entry.about[part])) for part in words.ABOUT if entry.about.get(part)
    ]


@blueprint.app_context_processor
def _give_counts() -> dict[str, Any]:
    """Let the pages of the form's builder say how many entries have answered a question."""
    return {"answers_given": queries.answer_counts}


def _call(call_id: str) -> Call:
    call = calls.call_by_id(call_id)
    if call is None:
        raise NotFound
    return call

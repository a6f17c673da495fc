"""The organisers' check: the lists of entries to look at, and the page on which one is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.calls import queries as calls
from competition.calls.models import Call, EntryField
from competition.calls.rules import FieldKind
from competition.entries import labels, queries, services
from competition.entries.forms.checks import WORDS, BarForm, fix_form
from competition.entries.models import Entry
from competition.entries.rules.checking import CATEGORY, TITLE, BadFixDate, is_open
from competition.entries.rules.refusals import EntryNotFound
from competition.entries.rules.states import FileState
from competition.entries.views.blueprint import blueprint
from competition.entries.views.changes import changes_shown
from competition.errors import DomainError
from competition.i18n import gettext as _
from competition.i18n import locale, pick
from competition.people.rules import ORGANISERS
from competition.web import gates
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.paging import PER_PAGE, asked_way, stretch
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]
USUAL_TIME = timedelta(days=5)
# Files of these states are named in what stands, and no jury has them.
_NOT_THERE = (FileState.uploading, FileState.refused)


@blueprint.get("/organise/<call_id>/checks")
@gates.call_role(*ORGANISERS)
def checks(call_id: str) -> Answer:
    """List the entries of one kind of verdict, fifty at a time."""
    name = request.args.get("list", "waiting")
    name = name if name in labels.LISTS else "waiting"
    way = asked_way()
    rows = queries.check_rows(call_id, name, **way, most=PER_PAGE + 1)
    return render_template(
        "entries/checks.html",
        call=_call(call_id),
        page=stretch(rows, lambda row: row.code, **way),
        counts=queries.check_counts(call_id),
        current=name,
        labels=labels,
        now=current_actor().at,
    )


@blueprint.get("/organise/<call_id>/checks/<entry_id>")
@gates.call_role(*ORGANISERS)
def check(call_id: str, entry_id: str) -> Answer:
    """Show what an entry holds, what its team mended, and what may be decided."""
    call = _call(call_id)
    due_at = _usual_due(call, entry_id)
    form = fix_form(_parts(_questions(call, entry_id)), call.time_zone, formdata=None, data={"due_at": due_at})
    return _page(call, entry_id, form, BarForm(formdata=None))


@blueprint.post("/organise/<call_id>/checks/<entry_id>/approve")
@gates.call_role(*ORGANISERS)
def approve(call_id: str, entry_id: str) -> Answer:
    """Find it in order."""
    services.approve_entry(current_actor(), call_id, entry_id)
    flash(_("This entry is in order."), "ok")
    return redirect(url_for("entries.checks", call_id=call_id), 303)


@blueprint.post("/organise/<call_id>/checks/<entry_id>/fix")
@gates.call_role(*ORGANISERS)
def ask_to_fix(call_id: str, entry_id: str) -> Answer:
    """Ask the team to mend."""
    call = _call(call_id)
    parts = _parts(_questions(call, entry_id))
    form = fix_form(parts, call.time_zone)
    if form.validate():
        try:
            services.ask_to_fix(current_actor(), call_id, entry_id, form.to_command([part for part, _label in parts]))
        except DomainError as refusal:
            if refusal.status in {404, 409}:
                raise
            attach_error(form, "due_at" if isinstance(refusal, BadFixDate) else None, sentence(refusal))
        else:
            flash(_("The team was asked to mend this, by letter and on the page of its entry."), "ok")
            return redirect(url_for("entries.check", call_id=call_id, entry_id=entry_id), 303)
    return _page(call, entry_id, form, BarForm(formdata=None))


@blueprint.post("/organise/<call_id>/checks/<entry_id>/bar")
@gates.call_role(*ORGANISERS)
def bar(call_id: str, entry_id: str) -> Answer:
    """Find it not eligible."""
    call, form = _call(call_id), BarForm()
    if form.validate():
        services.bar_entry(current_actor(), call_id, entry_id, form.reason.data or "")
        flash(_("This entry is not eligible. Its team was written to, and no jury sees it."), "ok")
        return redirect(url_for("entries.check", call_id=call_id, entry_id=entry_id), 303)
    return _page(call, entry_id, fix_form(_parts(_questions(call, entry_id)), call.time_zone, formdata=None), form)


@blueprint.post("/organise/<call_id>/checks/<entry_id>/readmit")
@gates.call_role(*ORGANISERS)
def readmit(call_id: str, entry_id: str) -> Answer:
    """Take that back."""
    services.readmit_entry(current_actor(), call_id, entry_id)
    flash(_("This entry takes part again. Its team was written to."), "ok")
    return redirect(url_for("entries.check", call_id=call_id, entry_id=entry_id), 303)


def _usual_due(call: Call, entry_id: str) -> datetime:
    """Return until when a team mends unless something else is written: the calendar's date, else some days."""
    entry, now = queries.any_entry_of_call(call.id, entry_id), current_actor().at
    fix_by = queries.times_of(entry, call).of(entry.category_id).fix_by_at if entry else None
    usual = (now + USUAL_TIME).replace(hour=21, minute=59, second=0, microsecond=0)
    return fix_by if fix_by and fix_by > now else usual


def _page(call: Call, entry_id: str, form: Any, bar_form: BarForm) -> Answer:
    entry = queries.entry_of_call(call.id, entry_id)
    if entry is None:
        raise EntryNotFound
    fields, fixes, now = _questions(call, entry_id), queries.fixes_of(entry_id), current_actor().at
    page = render_template(
        "entries/check.html",
        call=call,
        entry=entry,
        form=form,
        bar_form=bar_form,
        held=_held(entry, fields),
        parts=[(part, form[WORDS + part]) for part, _label in _parts(fields)],
        verdict=queries.check_of(entry_id),
        fixes=[(fix, is_open(fix, now), changes_shown(entry, fix, fields)) for fix in fixes],
        titles={field.id: pick(field.label) for field in fields},
        lead=queries.makers_of([entry_id])[entry_id][0],
        not_there=[file for file in queries.standing_files(entry_id) if file.state in _NOT_THERE],
        needed={field.id for field in fields if field.is_required},
        labels=labels,
    )
    return (page, 422) if form.errors or bar_form.errors else page


def _questions(call: Call, entry_id: str) -> list[EntryField]:
    """Return what an entry is asked, and what later rounds asked that it answered."""
    entry = queries.entry_of_call(call.id, entry_id)
    later = queries.answered_in_rounds(entry) if entry else []
    return [*calls.fields_of(call.id), *(field for field in later if field.asked_until is None)]


def _parts(fields: Sequence[EntryField]) -> list[tuple[str, Any]]:
    return [(TITLE, _("Title of the work")), (CATEGORY, _("Category"))] + [
        (field.id, str(pick(field.label))) for field in fields
    ]


def _held(entry: Entry, fields: Sequence[EntryField]) -> dict[str, Any]:
    """Return what stands at each part, in words; the files of a question by name."""
    answers = queries.answers_in_words(fields, queries.all_written_of(entry), locale())
    held: dict[str, Any] = {answer.field_id: answer.text for answer in answers}
    held[TITLE] = pick({entry.locale: entry.title})
    categories = calls.categories_of(entry.call_id)
    held[CATEGORY] = next((pick(one.name) for one in categories if one.id == entry.category_id), "")
    files = queries.standing_files(entry.id)
    for field in fields:
        if field.kind == FieldKind.files:
            held[field.id] = ", ".join(file.name for file in files if file.field_id == field.id)
    return held


def _call(call_id: str) -> Call:
    call = calls.call_by_id(call_id)
    if call is None:
        raise EntryNotFound
    return call

"""A team's consents on a page of their own; and for organisers, who consents to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competition.calls import queries as calls
from competition.calls.labels.clauses import clause_name, clause_text
from competition.calls.models import Call
from competition.calls.rules import AskedClause, ClauseKind
from competition.entries import labels, queries, services
from competition.entries.forms.consents import ConsentsForm, consents_form
from competition.entries.queries import consents as reads
from competition.entries.queries.agreements import SaidSo, agreements_of
from competition.entries.queries.consents import Answer as Chosen
from competition.entries.rules import EntryState
from competition.entries.rules.agreeing import holds, is_asked_again
from competition.entries.rules.tables import as_csv
from competition.entries.views.blueprint import blueprint
from competition.entries.views.loading import Room, own_room
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.i18n import lazy_gettext as _l
from competition.i18n import locale, pick
from competition.people.rules import ORGANISERS
from competition.web import gates
from competition.web.errors import sentence
from competition.web.paging import PER_PAGE, Page, page_number
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]
CHOSEN: dict[Chosen, Any] = {Chosen.yes: _l("Yes"), Chosen.no: _l("No"), Chosen.unasked: _l("Not answered")}
HEAD = (
    _l("Code"),
    _l("Work"),
    _l("Lead"),
    _l("Category"),
    _l("Use"),
    _l("Answer"),
    _l("Version"),
    _l("By"),
    _l("When"),
    _l("Ends"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A consent as its team sees it: whether it holds now, why it is asked again, and what was said when."""

    clause: AskedClause
    name: str
    text: Any
    holds: bool
    asked_again: str
    history: Sequence[SaidSo]


@blueprint.route("/entries/<entry_id>/consents", methods=["GET", "POST"])
@gates.signed_in
def consents(entry_id: str) -> Answer:
    """Show what a team consents to; it may change it at any time, also after the close."""
    room, actor = own_room(entry_id), current_actor()
    said = agreements_of(entry_id)
    if room.entry.state == EntryState.draft and not said:
        return redirect(url_for("entries.edit", entry_id=entry_id, _anchor="section-consents"), 303)
    asked = [one for one in room.terms.clauses if one.is_consent and one.kind != ClauseKind.jury]
    now = {one.id: holds(said[one.id][0].agreement, actor.at) for one in asked if one.id in said}
    form = consents_form(asked, now)
    if form.validate_on_submit():
        try:
            services.change_consents(actor, entry_id, form.command())
        except DomainError as refusal:
            if refusal.status == 404:
                raise
            return _page(room, consents_form_anew(asked, now), said, sentence(refusal)), refusal.status
        flash(_("Your consents are saved."), "ok")
        return redirect(url_for("entries.consents", entry_id=entry_id), 303)
    return _page(room, form, said)


def consents_form_anew(asked: Sequence[AskedClause], now: dict[str, bool]) -> ConsentsForm:
    """Return the form as it is on record, without what was sent: the wording before the reader is a new one."""
    form = consents_form(asked, now)
    form.process(formdata=None, data={**{f"given-{one.id}": now.get(one.id, False) for one in asked}, **_seen(asked)})
    return form


def _seen(asked: Sequence[AskedClause]) -> dict[str, int]:
    return {f"seen-{one.id}": one.version for one in asked}


def _page(room: Room, form: ConsentsForm, said: dict[str, list[SaidSo]], refusal: str = "") -> str:
    at = current_actor().at
    return render_template(
        "entries/consents.html",
        room=room,
        form=form,
        refusal=refusal,
        lines=[_shown(one, said.get(one.id, []), at) for one in form.clauses],
    )


def _shown(clause: AskedClause, history: list[SaidSo], at: Any) -> Shown:
    newest = history[0].agreement if history else None
    again = ""
    if newest is None:
        again = _("This was not asked when you handed in.")
    elif newest.version != clause.version:
        again = _("The wording has changed since you answered. What you agreed to then stands until you answer anew.")
    elif is_asked_again(clause, newest, at):
        again = _("Your consent has ended. You may give it once more.")
    return Shown(clause, clause_name(clause), clause_text(clause), holds(newest, at), again, history)


@blueprint.get("/organise/<call_id>/consents")
@gates.call_role(*ORGANISERS)
def consents_of_call(call_id: str) -> Answer:
    """Say how many entries consent to each use; for one use, which."""
    call, at = _call(call_id), current_actor().at
    clauses = [one for one in calls.every_clause_of(call_id) if one.is_consent and one.kind != ClauseKind.jury]
    chosen, wanted = _chosen(clauses)
    number = page_number(request.args.get("page"))
    counts, entries = reads.counts_of(call_id, at), queries.count_of_call(call_id)[EntryState.submitted]
    rows: Sequence[reads.ConsentRow] = ()
    total = 0
    if chosen:
        rows, total = reads.answers_to(call_id, chosen.id, wanted, at, (PER_PAGE, (number - 1) * PER_PAGE))
    return render_template(
        "entries/consents_of_call.html",
        call=call,
        clauses=[(one, clause_name(one)) for one in clauses],
        counts=counts,
        entries=entries,
        chosen=chosen,
        chosen_name=clause_name(chosen) if chosen else "",
        wanted=wanted,
        answers=CHOSEN,
        views=_views(call_id, chosen, wanted, _counted(counts.get(chosen.id, {}), entries)) if chosen else [],
        page=Page(rows, number, total),
        labels=labels,
    )


def _counted(found: Mapping[Chosen, int], entries: int) -> dict[Chosen | None, int]:
    """Return how many entries answer so; under None, how many stand."""
    return {None: entries, **{one: found.get(one, 0) for one in CHOSEN}, Chosen.unasked: entries - sum(found.values())}


def _views(
    call_id: str, chosen: AskedClause, wanted: Chosen | None, counts: Mapping[Chosen | None, int]
) -> list[dict[str, Any]]:
    """Return the tabs over the entries of a use: all of them, and one for each answer."""
    return [
        {
            "label": CHOSEN[one] if one else _("All"),
            "url": url_for("entries.consents_of_call", call_id=call_id, use=chosen.id, answer=one, _anchor="chosen"),
            "current": one == wanted,
            "count": count,
        }
        for one, count in counts.items()
    ]


@blueprint.get("/organise/<call_id>/consents.csv")
@gates.call_role(*ORGANISERS)
def consents_csv(call_id: str) -> Response:
    """Hand out the same list, whole, for a spreadsheet; nothing in it is a formula."""
    call, at = _call(call_id), current_actor().at
    clauses = [one for one in calls.every_clause_of(call_id) if one.is_consent and one.kind != ClauseKind.jury]
    chosen, wanted = _chosen(clauses)
    if chosen is None:
        raise NotFound
    rows, _total = reads.answers_to(call_id, chosen.id, wanted, at)
    lines = [_line(row, clause_name(chosen)) for row in rows]
    answer = FlaskResponse(as_csv([[str(cell) for cell in HEAD], *lines]).encode("utf-8-sig"), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{call.slug}-{chosen.kind}.csv"'
    return answer


def _line(row: reads.ConsentRow, use: str) -> list[Any]:
    category = str(pick(row.category, locale()))
    moments = [moment.isoformat(timespec="seconds") if moment else "" for moment in (row.at, row.expires_at)]
    said = [str(CHOSEN[row.answer]), row.version or "", row.name]
    return [row.code, row.title, row.maker, category, use, *said, *moments]


def _chosen(clauses: Sequence[AskedClause]) -> tuple[AskedClause | None, Chosen | None]:
    """Return the use and the answer that the address asks for."""
    use, answer = request.args.get("use"), request.args.get("answer", "")
    wanted = Chosen(answer) if answer in set(Chosen) else None
    return next((one for one in clauses if one.id == use), None), wanted


def _call(call_id: str) -> Call:
    call = calls.call_by_id(call_id)
    if call is None:
        raise NotFound
    return call

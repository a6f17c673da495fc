"""Look it over, hand it in, keep the receipt."""

from __future__ import annotations

import secrets
import shlex
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from competition.entries import labels, queries, services
from competition.entries.forms import SubmitForm
from competition.entries.models import EntryFile
from competition.entries.rules import VERIFIED
from competition.entries.rules.drafting import is_late, refusal_to_submit
from competition.entries.rules.receipts import canonical_json, content_digest
from competition.entries.rules.refusals import AlreadyHandedIn
from competition.entries.views.blueprint import blueprint
from competition.entries.views.loading import Room, clocks_for, own_room
from competition.entries.views.words import lacks_by_part, size_words
from competition.errors import DomainError, NotFound
from competition.web import gates
from competition.web.errors import sentence
from competition.web.session import current_actor

Answer = str | Response | tuple[Any, int]


@blueprint.get("/entries/<entry_id>/review")
@gates.signed_in
def review(entry_id: str) -> Answer:
    """Show the whole entry as it would be handed in, and what is still missing."""
    room = own_room(entry_id)
    form = SubmitForm(key=secrets.token_hex(16), content=content_digest(room.content, room.files))
    return _page(room, form)


@blueprint.post("/entries/<entry_id>/submit")
@gates.signed_in
def submit(entry_id: str) -> Answer:
    """Hand the entry in, and show its receipt; the same page sent again shows the same one."""
    form = SubmitForm()
    if not form.validate():
        return _page(own_room(entry_id), form, 422)
    try:
        receipt = services.submit_entry(current_actor(), entry_id, form.to_command())
    except AlreadyHandedIn as stands:
        flash(sentence(stands), "ok")
        return redirect(url_for("entries.receipt", entry_id=entry_id, number=stands.values["number"]), 303)
    except DomainError as refusal:
        if refusal.status == 404:
            raise
        return _not_handed_in(own_room(entry_id), refusal)
    return redirect(url_for("entries.receipt", entry_id=entry_id, number=receipt.number), 303)


@blueprint.get("/entries/<entry_id>/receipts/<int:number>")
@gates.signed_in
def receipt(entry_id: str, number: int) -> Answer:
    """Show a receipt: what was handed in, when, with the SHA-256 of each file."""
    actor = current_actor()
    room, found = own_room(entry_id), queries.receipt_for(actor, entry_id, number)
    if found is None:
        raise NotFound
    now = {file.id: file for file in queries.files_named(found)}
    return render_template(
        "entries/receipt.html",
        room=room,
        receipt=found,
        manifest=found.manifest,
        files=[_file(line, now.get(line["file"])) for line in found.manifest["files"]],
        category=next((c.name for c in room.categories if c.id == found.manifest["category"]), {}),
        latest=queries.latest_receipt(entry_id),
        clocks=clocks_for(room.call),
        commands=_commands(found.manifest["files"]),
    )


@blueprint.get("/entries/<entry_id>/receipts/<int:number>/manifest.json")
@gates.signed_in
def manifest(entry_id: str, number: int) -> Answer:
    """Hand out the manifest as the canonical text whose SHA-256 is on the receipt."""
    found = queries.receipt_for(current_actor(), entry_id, number)
    if found is None:
        raise NotFound
    answer = FlaskResponse(canonical_json(found.manifest), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="receipt-{found.manifest["code"]}-{number}.json"'
    return answer


def _page(room: Room, form: SubmitForm, status: int = 200, refusal: str = "") -> Answer:
    actor = current_actor()
    why_not = refusal_to_submit(room.entry.state, room.calendar, actor.at, address_confirmed=actor.email_confirmed)
    page = render_template(
        "entries/review.html",
        room=room,
        form=form,
        refusal=refusal or (sentence(why_not) if why_not else ""),
        missing=lacks_by_part(room.lacks),
        answers=room.answers,
        shown={file.file_id: file for file in queries.team_files(room.entry.id, actor.at)},
        late=is_late(room.calendar, actor.at),
        receipt=queries.latest_receipt(room.entry.id),
        clocks=clocks_for(room.call),
        size_words=size_words,
        labels=labels,
    )
    return page if status == 200 else (page, status)


def _not_handed_in(room: Room, refusal: DomainError) -> Answer:
    """Show the page anew, with the reason and a new key: what changed meanwhile is seen before it counts."""
    form = SubmitForm(formdata=None, key=secrets.token_hex(16), content=content_digest(room.content, room.files))
    return _page(room, form, refusal.status, sentence(refusal))


def _commands(files: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return, for each system, what to type for the fingerprint of the first file, its name safely quoted."""
    name = files[0]["name"] if files else "file"
    quoted, in_windows = shlex.quote(name), name.replace('"', "")
    return [
        ("Linux", f"sha256sum {quoted}"),
        ("macOS", f"shasum -a 256 {quoted}"),
        ("Windows", f'certutil -hashfile "{in_windows}" SHA256'),
    ]


def _file(line: dict[str, Any], now: EntryFile | None) -> dict[str, Any]:
    """Return a line of the receipt: what was handed in, and whether we have read it ourselves since."""
    verified = now is not None and now.state in VERIFIED
    return {
        "name": line["name"],
        "size": size_words(line["size"]),
        "sha256": now.sha256 if now is not None and verified else line["sha256"],
        "verified": verified,
        "refused": labels.refusal_of(now.refusal, now.refusal_values) if now is not None and now.refusal else "",
    }

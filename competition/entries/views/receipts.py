"""Receipts: as a page, as the manifest, on paper; and the public page where anyone verifies one."""

from __future__ import annotations

import shlex

from flask import Response as FlaskResponse
from flask import render_template
from werkzeug.wrappers import Response

from competition import paper
from competition.entries import queries
from competition.entries.models import Submission
from competition.entries.rules.receipts import canonical_bytes
from competition.entries.views.blueprint import blueprint
from competition.entries.views.loading import own_room
from competition.entries.views.receipt_words import Shown, printed, script_words, shown_receipt
from competition.errors import NotFound
from competition.web import gates, headers
from competition.web.session import current_actor


@blueprint.get("/entries/<entry_id>/receipts/<int:number>")
@gates.signed_in
def receipt(entry_id: str, number: int) -> str:
    """Show a receipt: what was handed in, when, with the SHA-256 of each file and of the whole manifest."""
    room, found = own_room(entry_id), _own(entry_id, number)
    shown = shown_receipt(found, room, queries.files_named(found))
    return render_template(
        "entries/receipt.html",
        room=room,
        receipt=found,
        shown=shown,
        latest=queries.latest_receipt(entry_id, found.round_id),
        commands=_commands(f"{_name(found)}.json", shown),
    )


@blueprint.get("/entries/<entry_id>/receipts/<int:number>/manifest.json")
@gates.signed_in
def manifest(entry_id: str, number: int) -> Response:
    """Hand out the manifest: the very bytes whose SHA-256 is on the receipt."""
    found = _own(entry_id, number)
    return attached(canonical_bytes(found.manifest), "application/json", f"{_name(found)}.json")


@blueprint.get("/entries/<entry_id>/receipts/<int:number>.pdf")
@gates.signed_in
def receipt_pdf(entry_id: str, number: int) -> Response:
    """Hand out the receipt on paper, in the address's language; typeset while the reader waits, in a few ms."""
    room, found = own_room(entry_id), _own(entry_id, number)
    sheet = printed(shown_receipt(found, room, queries.files_named(found)))
    pdf = paper.typeset("entries/receipt.typ", sheet, found.submitted_at)
    return attached(pdf, "application/pdf", f"{_name(found)}.pdf")


@blueprint.get("/receipts/verify")
@gates.public
def verify() -> str:
    """Show the page that holds files against a manifest; the browser does it, and may send nothing."""
    headers.allow_workers()
    headers.send_nothing()
    return render_template("entries/verify.html", words=script_words())


def _own(entry_id: str, number: int) -> Submission:
    found = queries.receipt_for(current_actor(), entry_id, number)
    if found is None:
        raise NotFound
    return found


def _name(found: Submission) -> str:
    return f"receipt-{found.manifest['code']}-{found.number}"


def attached(content: bytes, media_type: str, name: str) -> Response:
    """Return a file that is saved under a name and kept by no cache."""
    answer = FlaskResponse(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _commands(manifest: str, shown: Shown) -> list[tuple[str, str]]:
    """Return, for each system, what to type for the fingerprints of manifest and first file, its name safely quoted."""
    names = [manifest, *(file.name for file in shown.files[:1])]
    quoted = " ".join(shlex.quote(name) for name in names)
    in_windows = names[-1].replace('"', "")
    return [
        ("Linux", f"sha256sum {quoted}"),
        ("macOS", f"shasum -a 256 {quoted}"),
        ("Windows", f'certutil -hashfile "{in_windows}" SHA256'),
        ("Facet", f"flask receipts verify {manifest}"),
    ]

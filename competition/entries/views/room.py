"""The organisers' page on how much the files of a call may take, and take."""

from __future__ import annotations

from flask import current_app
from werkzeug.wrappers import Response

from competition.calls.rules.room import GIGABYTE
from competition.calls.views.answers import Page, carried_out, page, saved, the_call
from competition.entries import queries, services
from competition.entries.forms.room import RoomForm
from competition.entries.views.blueprint import blueprint
from competition.entries.views.loading import Room
from competition.entries.views.words import size_words
from competition.i18n import gettext as _
from competition.people.rules import ORGANISERS
from competition.web import gates
from competition.web.session import current_actor

# From this share of a limit on its page says so.
NEARLY = 0.9
# With so little of an entry's room left its form says how much that is.
SCARCE = 0.25


@blueprint.route("/organise/<call_id>/files", methods=["GET", "POST"])
@gates.call_role(*ORGANISERS)
def room_for_files(call_id: str) -> Page | Response:
    """Limit the files of one entry and of all, and see how much they take."""
    call = the_call(call_id)
    stored = {"per_entry": call.entry_bytes // GIGABYTE, "per_call": call.call_bytes // GIGABYTE}
    form = RoomForm(data={"version": call.version, **stored})
    if carried_out(form, lambda: services.limit_files(current_actor(), call_id, form.command())):
        return saved("entries.room_for_files", call_id=call_id)
    taken, largest, files = queries.taken_in(call_id)
    return page(
        "entries/room.html",
        call,
        form,
        taken=(size_words(taken), size_words(call.call_bytes), taken / call.call_bytes),
        largest=(size_words(largest), size_words(call.entry_bytes), largest / call.entry_bytes),
        files=files,
        nearly=NEARLY,
    )


def person_bytes() -> int:
    """Return how much the files of one person's entries may take, as the installation says."""
    gigabytes: int = current_app.extensions["facet_settings"].max_person_gigabytes
    return gigabytes * GIGABYTE


def room_left(room: Room) -> str:
    """Return how much room an entry has for files, in words; nothing while there is plenty.

    What is least counts: the entry's own limit, its person's or the call's.
    """
    left = queries.room_of(room.entry, room.call, person_bytes())
    least = min(left.entry, left.person, left.call)
    if least > room.call.entry_bytes * SCARCE:
        return ""
    return str(_("Room for files in this entry: %(size)s more.", size=size_words(least)))

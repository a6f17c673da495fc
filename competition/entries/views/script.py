"""What the page's scripts are told, as data: addresses, rules and sentences in the reader's language."""

from __future__ import annotations

from typing import Any

from flask import url_for

from competition.calls.rules import FilesOptions
from competition.calls.rules.files import GLB
from competition.entries.labels import REFUSALS
from competition.entries.rules.uploads import formats
from competition.entries.views.limits import rules_for_scripts
from competition.entries.views.loading import Room
from competition.entries.views.questions import files_options
from competition.entries.views.sentences import checks, conditions
from competition.entries.views.terms import conditions_of_terms
from competition.entries.views.words import size_words
from competition.i18n import gettext as _
from competition.i18n import ngettext

FILE = "FILE-ID"


def data_for(room: Room, facts: dict[str, list[dict[str, Any]]], *, editable: bool) -> dict[str, Any]:
    """Return everything that static/js/entries/form.js needs."""
    entry_id = room.entry.id
    return {
        "open": url_for("entries.open_slots", entry_id=entry_id),
        "sign": url_for("entries.sign", file_id=FILE),
        "declared": url_for("entries.declared"),
        "finished": url_for("entries.finished"),
        "remove": url_for("entries.remove_file", file_id=FILE),
        "order": url_for("entries.reorder_files", entry_id=entry_id),
        "files": url_for("entries.files", entry_id=entry_id),
        "states": url_for("entries.file_states", entry_id=entry_id),
        "editable": editable,
        "fields": {field.id: _field(files_options(field), facts[field.id]) for field in room.fields},
        "checks": checks(room.asked),
        "conditions": [*conditions(room.fields, room.content["answers"]), *conditions_of_terms(room)],
        "words": _words(),
    }


def _field(options: FilesOptions | None, files: list[dict[str, Any]]) -> dict[str, Any] | None:
    if options is None:
        return None
    return {
        **rules_for_scripts(options),
        "kind": _("This kind of file is not taken here. Accepted: %(formats)s.", formats=formats(options.accept)),
        "large": _("This file is too large: at most %(size)s are taken here.", size=size_words(options.max_bytes)),
        "many": ngettext(
            "At most %(num)s file is taken here. Remove it first.",
            "At most %(num)s files are taken here. Remove one first.",
            options.most,
        ),
        "in_parts": str(REFUSALS["upload_model_in_parts"]) if GLB in options.accept else "",
        "files": files,
    }


def _words() -> dict[str, str]:
    """Return sentences with {names} that the script fills."""
    return {**_told_while_sending(), **_told_of_a_wrong_file(), **_acts()}


def _told_while_sending() -> dict[str, str]:
    return {
        "waiting": _("Waiting"),
        "sending": _("%(sent)s of %(size)s sent", sent="{sent}", size="{size}"),
        "seconds_left": _("less than a minute left"),
        "minutes_left": _("about %(number)s min left", number="{number}"),
        **_told_aloud(),
        "paused": _("Paused"),
        "offline": _("You are offline. The upload goes on by itself once you are back."),
        "retry": _("The connection was lost. Trying again."),
        "settling": _("Sent, being checked"),
        "again": _("This upload was interrupted. Choose the same file again: only what is missing is sent."),
        "arrived": _("%(name)s has arrived.", name="{name}"),
        "removed": _("%(name)s removed.", name="{name}"),
        "moved": _(
            "%(name)s is now at place %(place)s of %(number)s.", name="{name}", place="{place}", number="{number}"
        ),
    }


def _told_aloud() -> dict[str, str]:
    """Return what is said now and then to who does not see how far the files are."""
    far = {"share": "{share}", "speed": "{speed}", "left": "{left}"}
    return {
        "told_of_one": _("%(name)s: %(share)s sent", name="{name}", share="{share}"),
        "told_of_one_with_speed": _("%(name)s: %(share)s sent, %(speed)s, %(left)s", name="{name}", **far),
        "told_of_many": _("%(number)s files: %(share)s sent", number="{number}", share="{share}"),
        "told_of_many_with_speed": _("%(number)s files: %(share)s sent, %(speed)s, %(left)s", number="{number}", **far),
    }


def _told_of_a_wrong_file() -> dict[str, str]:
    return {
        "empty": _("This file is empty. Choose another one."),
        "upload_digest_fixed": str(REFUSALS["upload_digest_fixed"]),
        "failed": _("This file could not be sent. Choose it again."),
        "signed_out": _("You are signed out. Sign in in another tab, then choose the file again."),
    }


def _acts() -> dict[str, str]:
    return {
        "pause": _("Pause"),
        "resume": _("Resume"),
        "cancel": _("Cancel"),
        "remove": _("Remove"),
        "replace": _("Replace"),
        "earlier": _("Move up"),
        "later": _("Move down"),
        "drag": _("Drag, or move with the arrow keys"),
        "dismiss": _("Dismiss"),
        "named": _("%(act)s: %(name)s", act="{act}", name="{name}"),
    }

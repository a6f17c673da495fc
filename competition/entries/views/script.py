"""What the page's scripts are told, as data: addresses, rules and sentences in the reader's language."""

from __future__ import annotations

from typing import Any

from flask import url_for

from competition.calls.rules import FilesOptions
from competition.entries.rules.uploads import PART_SIZE, formats
from competition.entries.views.loading import Room, files_options
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
        "open": url_for("entries.open_slot", entry_id=entry_id),
        "sign": url_for("entries.sign", file_id=FILE),
        "finished": url_for("entries.finished", file_id=FILE),
        "remove": url_for("entries.remove_file", file_id=FILE),
        "order": url_for("entries.reorder_files", entry_id=entry_id),
        "files": url_for("entries.files", entry_id=entry_id),
        "whole_up_to": PART_SIZE,
        "editable": editable,
        "fields": {field.id: _field(files_options(field), facts[field.id]) for field in room.fields},
        "checks": checks(room.asked),
        "conditions": [*conditions(room.fields, room.content["answers"]), *conditions_of_terms(room)],
        "words": _words(),
    }


def hint(options: FilesOptions) -> str:
    """Return what a question for files takes, in a sentence: kinds, number, size."""
    kinds, size = formats(options.accept), size_words(options.max_bytes)
    if options.least == options.most:
        count = ngettext("Exactly %(num)s file", "Exactly %(num)s files", options.most)
    elif options.least > 1:
        count = _("%(least)s to %(most)s files", least=options.least, most=options.most)
    else:
        count = ngettext("At most %(num)s file", "At most %(num)s files", options.most)
    sentence = _("%(count)s: %(kinds)s; up to %(size)s each.", count=count, kinds=kinds, size=size)
    if options.min_width or options.min_height:
        width, height = options.min_width or 1, options.min_height or 1
        needed = _("Pictures need at least %(width)s × %(height)s pixels.", width=width, height=height)
        return f"{sentence} {needed}"
    return str(sentence)


def _field(options: FilesOptions | None, files: list[dict[str, Any]]) -> dict[str, Any] | None:
    if options is None:
        return None
    return {
        "accept": list(options.accept),
        "most": options.most,
        "max_bytes": options.max_bytes,
        "min_width": options.min_width or 0,
        "min_height": options.min_height or 0,
        "max_pixels": options.max_pixels or 0,
        "kind": _("This kind of file is not taken here. Accepted: %(formats)s.", formats=formats(options.accept)),
        "large": _("This file is too large: at most %(size)s are taken here.", size=size_words(options.max_bytes)),
        "many": ngettext(
            "At most %(num)s file is taken here. Remove it first.",
            "At most %(num)s files are taken here. Remove one first.",
            options.most,
        ),
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
        "paused": _("Paused"),
        "offline": _("You are offline. The upload goes on by itself once you are back."),
        "retry": _("The connection was lost. Trying again."),
        "settling": _("Sent, being checked"),
        "again": _("This upload was interrupted. Choose the same file again: only what is missing is sent."),
        "arrived": _("%(name)s has arrived.", name="{name}"),
        "removed": _("%(name)s removed.", name="{name}"),
        "moved": _("%(name)s moved to place %(place)s.", name="{name}", place="{place}"),
    }


def _told_of_a_wrong_file() -> dict[str, str]:
    return {
        "empty": _("This file is empty. Choose another one."),
        "small": _(
            "This picture is %(width)s × %(height)s pixels; at least %(least_width)s × %(least_height)s are needed.",
            width="{width}",
            height="{height}",
            least_width="{least_width}",
            least_height="{least_height}",
        ),
        "big": _(
            "This picture is %(width)s × %(height)s pixels, more than is taken. Send a smaller one.",
            width="{width}",
            height="{height}",
        ),
        "failed": _("This file could not be sent. Choose it again."),
        "signed_out": _("You are signed out. Sign in in another tab, then choose the file again."),
    }


def _acts() -> dict[str, str]:
    return {
        "pause": _("Pause"),
        "resume": _("Resume"),
        "cancel": _("Cancel"),
        "remove": _("Remove"),
        "earlier": _("Move up"),
        "dismiss": _("Dismiss"),
        "named": _("%(act)s: %(name)s", act="{act}", name="{name}"),
    }

"""The controls in which a team says of each file what it shows, who made it, and how it reads to who cannot see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import Form

from competition.entries.rules.file_words import MOST, Words
from competition.i18n import lazy_gettext as _l
from competition.web.fields import TextField

LABELS = {"caption": _l("Caption"), "credit": _l("Credit"), "alt": _l("Description for people who cannot see it")}


def control(file_id: str, name: str) -> str:
    """Return the name of one control."""
    return f"file-{file_id}-{name}"


def files_in(sent: Collection[str], files: Sequence[str]) -> list[str]:
    """Return the files whose controls a form has: all, or those that the sent one had."""
    return [one for one in files if not sent or control(one, "caption") in sent]


def word_controls(files: Sequence[str]) -> dict[str, Any]:
    """Return the controls of these files."""
    return {control(one, name): TextField(label) for one in files for name, label in LABELS.items()}


def words_data(words: Words) -> dict[str, str]:
    """Return what is said under the names of the controls."""
    return {control(one, name): said.get(name, "") for one, said in words.items() for name in MOST}


def words_in(form: Form, file_id: str) -> Mapping[str, str]:
    """Return what a form says of a file."""
    return {name: form[control(file_id, name)].data or "" for name in MOST}

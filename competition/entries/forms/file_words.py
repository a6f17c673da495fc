"""The controls in which a team says of each file what it shows, who made it, and how it reads to who cannot see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import Form

from competition.entries.labels import FILE_WORDS
from competition.entries.rules.file_words import CAPTION, MOST, Words, piece_of
from competition.i18n import LANGUAGES
from competition.web.fields import TextField


def files_in(sent: Collection[str], files: Sequence[str]) -> list[str]:
    """Return the files whose controls a form has: all, or those that the sent one had."""
    return [one for one in files if not sent or piece_of(one, CAPTION) in sent]


def word_controls(files: Sequence[str]) -> dict[str, Any]:
    """Return the controls of these files."""
    return {piece_of(one, name): TextField(label) for one in files for name, label in FILE_WORDS.items()}


def word_controls_in(files: Sequence[str], code: str) -> dict[str, Any]:
    """Return the controls of these files for the words in one more language."""
    return {
        f"{piece_of(one, name)}-{code}": TextField(f"{label} · {LANGUAGES[code]}")
        for one in files
        for name, label in FILE_WORDS.items()
    }


def words_data(words: Words) -> dict[str, str]:
    """Return what is said under the names of the controls."""
    return {piece_of(one, name): said.get(name, "") for one, said in words.items() for name in MOST}


def words_in(form: Form, file_id: str) -> Mapping[str, str]:
    """Return what a form says of a file."""
    return {name: form[piece_of(file_id, name)].data or "" for name in MOST}

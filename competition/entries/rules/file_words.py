"""What a team says of each file: caption, credit and alternative text; and the picture that stands for the entry.

Each is a piece of the entry's text (`versions`): it has the same original language, and translations in the same place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

# The most characters that are kept of each.
MOST = {"caption": 300, "credit": 200, "alt": 600}

CAPTION, CREDIT, ALT = MOST

Words = Mapping[str, Mapping[str, str]]


class Placed(Protocol):
    """What the law needs to know of an `EntryFile` that has a place."""

    id: Any
    field_id: Any


def piece_of(file_id: str, name: str) -> str:
    """Return the name of what is said of a file: of the piece of text, and of its control."""
    return f"file-{file_id}-{name}"


def pieces_of_files(file_ids: Iterable[str]) -> dict[str, int]:
    """Return the pieces that may be said of these files, each with the most characters that are kept of it."""
    return {piece_of(file_id, name): most for file_id in file_ids for name, most in MOST.items()}


def said_of_files(words: Words) -> dict[str, str]:
    """Return what is said of files, by piece."""
    return {piece_of(file_id, name): text for file_id, said in words.items() for name, text in said.items()}


def kept_words(before: Words, given: Words, present: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the words after a save, of what is in the form; a file that was not in the sent one keeps its own."""
    found = {file_id: _plain(given.get(file_id, before.get(file_id, {}))) for file_id in sorted(present)}
    return {file_id: words for file_id, words in found.items() if words}


def _plain(words: Mapping[str, str]) -> dict[str, str]:
    return {name: words[name][:most] for name, most in MOST.items() if words.get(name)}


def handed_over(content: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return the content in which a file has taken another's place: with its words, and as the cover if that was."""
    words = {new if file_id == old else file_id: said for file_id, said in content["file_words"].items()}
    pieces = dict(zip(pieces_of_files([old]), pieces_of_files([new]), strict=True))
    texts = {
        code: {pieces.get(piece, piece): text for piece, text in said.items()}
        for code, said in content["translations"].items()
    }
    cover_id = new if content["cover_id"] == old else content["cover_id"]
    return {**content, "file_words": words, "translations": texts, "cover_id": cover_id}


def files_differ(present: Sequence[Placed], standing: Sequence[Placed], hidden: Collection[str]) -> bool:
    """Tell whether the files of the form are others than those that stand, or in another order."""
    return [file.id for file in present if file.field_id not in hidden] != [file.id for file in standing]

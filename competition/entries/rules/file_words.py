"""What a team says of each file: caption, credit and alternative text; and the picture that stands for the entry."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

# The most characters that are kept of each.
MOST = {"caption": 300, "credit": 200, "alt": 600}

Words = Mapping[str, Mapping[str, str]]


class Placed(Protocol):
    """What the law needs to know of an `EntryFile` that has a place."""

    id: Any
    field_id: Any


def kept_words(before: Words, given: Words, present: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the words after a save, of what is in the form; a file that was not in the sent one keeps its own."""
    found = {file_id: _plain(given.get(file_id, before.get(file_id, {}))) for file_id in sorted(present)}
    return {file_id: words for file_id, words in found.items() if words}


def _plain(words: Mapping[str, str]) -> dict[str, str]:
    return {name: words[name][:most] for name, most in MOST.items() if words.get(name)}


def handed_over(content: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return the content in which a file has taken another's place: with its words, and as the cover if that was."""
    words = {new if file_id == old else file_id: said for file_id, said in content["file_words"].items()}
    return {**content, "file_words": words, "cover_id": new if content["cover_id"] == old else content["cover_id"]}


def files_differ(present: Sequence[Placed], standing: Sequence[Placed], hidden: Collection[str]) -> bool:
    """Tell whether the files of the form are others than those that stand, or in another order."""
    return [file.id for file in present if file.field_id not in hidden] != [file.id for file in standing]

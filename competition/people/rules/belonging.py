"""What people say of themselves, and when two say the same."""

from __future__ import annotations

import unicodedata
from typing import Protocol

# The attributes by which a juror may share something with an entrant.
SAID = ("country", "school", "employer")


class Belonging(Protocol):
    """Whoever lives, learnt and works somewhere; what is not said is empty."""

    country: str
    school: str
    employer: str


def said_of(one: Belonging) -> dict[str, str]:
    """Return what is said, by attribute, in one spelling for all who mean the same; what is empty is left out."""
    found = {name: _plain(getattr(one, name)) for name in SAID}
    return {name: words for name, words in found.items() if words}


def _plain(words: str) -> str:
    """Return words in one case, width and composition, without accents and with single blanks."""
    apart = unicodedata.normalize("NFKD", words).casefold()
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFKC", bare).split())

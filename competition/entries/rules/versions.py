"""A team's words in several languages: the original, the team's translations, and what the organisers checked.

A piece is the title, the answer to one question for text, or what is said of a file; its name is `title`, the
question's id, or as `file_words` has it. An original is never changed by a translation, and nobody's words ever stand
in place of another's: a reader gets the one version that serves him best, and all others beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from competition.calls.rules import FieldKind
from competition.entries.rules.file_words import Placed, pieces_of_files, said_of_files
from competition.i18n import DEFAULT, LANGUAGES, Picked

TITLE = "title"
# What can be said in several languages; an address, a number or a choice is the same in each.
WORDED = frozenset({FieldKind.short_text, FieldKind.long_text})


class Question(Protocol):
    """What the law needs to know of an `EntryField`."""

    id: Any
    kind: Any
    is_hidden_from_jury: Any


class Hand(StrEnum):
    """Whose words a version is: its text as the team wrote it, the team's own translation, or the organisers'."""

    original = "original"
    entrant = "entrant"
    checked = "checked"
    organiser = "organiser"


@dataclass(frozen=True, slots=True)
class Words(Picked):
    """A piece as one reader gets it, whose words these are, and all its other versions, the original first."""

    by: Hand = Hand.original
    others: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckTranslation:
    """A translation as an organiser leaves it, by piece; `version` is the one that he had before him, 0 for none."""

    language: str
    version: int
    pieces: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """Everything that is written of an entry: `language` is that of the original, `own` and `checked` go by language.

    Its category says which questions were asked.

    `checked` maps a language to `{"version": …, "pieces": {piece: {"text": …, "of": digest of the original}}}`.
    """

    language: str
    title: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    category_id: str | None = None
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    checked: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    of_files: Mapping[str, str] = field(default_factory=dict)

    def original(self, piece: str) -> str:
        """Return a piece as the team wrote it; empty where it wrote nothing, or what is no text."""
        text = self.title if piece == TITLE else self.answers.get(piece, self.of_files.get(piece))
        return text if isinstance(text, str) else ""

    def versions(self, piece: str) -> list[Words]:
        """Return a piece in every language that it is in: the original first, then by language."""
        original = self.original(piece)
        others = [one for code in LANGUAGES if code != self.language for one in self._translations(piece, code)]
        return [Words(original, self.language), *others] if original else []

    def words(self, piece: str, wanted: str) -> Words:
        """Return a piece for a reader of a language: in his own where it is there, else the original."""
        return best(self.versions(piece), wanted, self.language)

    def version_of(self, code: str) -> int:
        """Return how often the organisers have saved a translation."""
        return int(self.checked.get(code, {}).get("version", 0))

    def is_stale(self, piece: str, code: str) -> bool:
        """Tell whether the organisers checked a translation of words that have changed since."""
        return bool(self._kept(piece, code)) and self._kept(piece, code).get("of") != digest(self.original(piece))

    def checked_text(self, piece: str, code: str) -> str:
        """Return what the organisers left as the translation of a piece, whatever it is of."""
        return str(self._kept(piece, code).get("text", ""))

    def own_text(self, piece: str, code: str) -> str:
        """Return the team's own translation of a piece."""
        return self.own.get(code, {}).get(piece, "")

    def _kept(self, piece: str, code: str) -> Mapping[str, Any]:
        kept: Mapping[str, Any] = self.checked.get(code, {}).get("pieces", {}).get(piece, {})
        return kept

    def _translations(self, piece: str, code: str) -> Iterator[Words]:
        """Yield the organisers' version where it is of these very words, then the team's where it is another."""
        own = self.own_text(piece, code)
        text = "" if self.is_stale(piece, code) else self.checked_text(piece, code)
        if text:
            yield Words(text, code, Hand.checked if text == own else Hand.organiser)
        if own and own != text:
            yield Words(own, code, Hand.entrant)


def best(versions: Sequence[Words], wanted: str, language: str) -> Words:
    """Return the first version in the wanted language, else the first of all, with the others beside it."""
    found = next((one for one in versions if one.locale == wanted), next(iter(versions), None))
    if found is None:
        return Words("", language)
    return Words(found.text, found.locale, found.by, tuple(one for one in versions if one is not found))


def written(content: Mapping[str, Any], checked: Mapping[str, Any]) -> Written:
    """Return what is written in an entry's content; words of a language that the team took out are kept, not read."""
    own = {code: content.get("translations", {}).get(code, {}) for code in spoken(content)}
    language = content.get("locale", DEFAULT)
    of_files = said_of_files(content.get("file_words", {}))
    return Written(language, content["title"], content["answers"], content["category_id"], own, checked, of_files)


def joined(told: Written, more: Written) -> Written:
    """Return what an entry says with what it says more in a later round; its title stays."""
    codes = [code for code in LANGUAGES if code in told.own or code in more.own]
    return replace(
        told,
        answers={**told.answers, **more.answers},
        of_files={**told.of_files, **more.of_files},
        own={code: {**told.own.get(code, {}), **more.own.get(code, {})} for code in codes},
    )


def spoken(content: Mapping[str, Any]) -> list[str]:
    """Return the languages beside the original in which the team wants to be read."""
    return [code for code in LANGUAGES if code in content.get("languages", ()) and code != content.get("locale")]


def pieces_of(questions: Sequence[Question], files: Iterable[Placed] = ()) -> list[str]:
    """Return what of an entry may be translated for its readers: nothing that is kept from the jury."""
    shown = [one for one in questions if not one.is_hidden_from_jury]
    seen = {one.id for one in shown}
    said = pieces_of_files(file.id for file in files if file.field_id in seen)
    return [TITLE, *(one.id for one in shown if one.kind in WORDED), *said]


def digest(text: str) -> str:
    """Return what an original's words are known by."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def as_stored(versions: Sequence[Words]) -> list[dict[str, str]]:
    """Return versions as plain values, for rows that freeze them."""
    return [{"text": one.text, "language": one.locale, "by": str(one.by)} for one in versions]


def frozen_words(stored: Sequence[Mapping[str, str]], text: str, language: str, wanted: str) -> Words:
    """Return frozen versions for a reader of a language; `text` is all there is where none are frozen."""
    versions = [Words(one["text"], one["language"], Hand(one["by"])) for one in stored]
    return best(versions or [Words(text, language)], wanted, language)

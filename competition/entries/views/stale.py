"""Two versions of a draft, part by part: for a page without scripts, where the reader chooses which of each stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from competition.calls.labels.clauses import clause_name
from competition.entries.labels import FILE_WORDS
from competition.entries.labels import terms as words
from competition.entries.queries.words import words_of
from competition.entries.rules.agreeing import answered
from competition.entries.rules.checking import mended
from competition.entries.rules.drafting import Draft
from competition.entries.rules.file_words import kept_words
from competition.entries.rules.versions import TITLE, written
from competition.entries.views.agreed_words import about_words, given_words
from competition.entries.views.loading import Room
from competition.i18n import LANGUAGES, Picked, locale, pick
from competition.i18n import gettext as _

PREFIX = "take-"


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that the two versions do not share, in words; `name` is that of the reader's choice."""

    name: str
    label: Picked
    mine: Picked
    theirs: Picked


def taken_in(sent: Mapping[str, str]) -> list[str]:
    """Return the parts of which the reader chose the newer version."""
    return [name.removeprefix(PREFIX) for name, side in sent.items() if name.startswith(PREFIX) and side == "theirs"]


def sent_version(room: Room, draft: Draft, theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a sent form says, beside the newer version: what the form did not hold is as that has it."""
    content = draft.content()
    words = kept_words(theirs["file_words"], content["file_words"], [file.id for file in room.files])
    return mended(theirs, {**content, "file_words": words}, room.opening.parts)


def differences(room: Room, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Difference]:
    """Return what differs between two versions of a draft, in the order of the form."""
    sides = [dict(_parts(room, content)) for content in (mine, theirs)]
    names = {**sides[0], **sides[1]}
    nothing = Picked("", locale())
    return [
        Difference(PREFIX + name, label, *(side.get(name, (label, nothing))[1] for side in sides))
        for name, (label, _words) in names.items()
        if sides[0].get(name, ("", nothing))[1] != sides[1].get(name, ("", nothing))[1]
    ]


def _parts(room: Room, content: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Picked, Picked]]]:
    """Yield each part by its name, with what it is called and what it says."""
    told, here = written(content, {}), locale()
    languages = ", ".join(LANGUAGES[code] for code in content["languages"])
    yield "locale", (_named(_("The text is written in")), Picked(LANGUAGES[content["locale"]], content["locale"]))
    yield "languages", (_named(_("Also in")), Picked(languages, here))
    yield TITLE, (_named(_("Title of the work")), Picked(told.title, told.language))
    category = next((one.name for one in room.categories if one.id == content["category_id"]), {})
    yield "category_id", (_named(_("Category")), pick(category))
    for field in room.fields:
        if field.id in told.answers:
            said = words_of(field, told, here)
            yield field.id, (pick(field.label), Picked(said.text, said.locale))
    yield from _files(room, content)
    for code, texts in content["translations"].items():
        yield code, (Picked(LANGUAGES[code], code), Picked("\n\n".join(texts.values()), code))
    yield from _terms(room, content)


def _files(room: Room, content: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Picked, Picked]]]:
    """Yield what is said of each file, and which one is the cover."""
    for file in room.files:
        said = content["file_words"].get(file.id, {})
        told = "\n".join(f"{label}: {said[name]}" for name, label in FILE_WORDS.items() if said.get(name))
        yield file.id, (_named(file.name), Picked(told, content["locale"]))
    cover = next((file.name for file in room.files if file.id == content["cover_id"]), "")
    yield "cover_id", (_named(_("This file stands for the entry in lists")), _named(cover))


def _terms(room: Room, content: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Picked, Picked]]]:
    about = content["about"]
    people = [f"{words.ABOUT[part]}: {about_words(part, about.get(part))}" for part in room.form_terms.parts]
    yield "about", (_named(_("About the entrant")), _named("\n".join(people)))
    given = [(one, answered(one, content["agreed"].get(one.id, {}), minor=True)) for one in room.form_terms.clauses]
    agreed = [f"{clause_name(one)}: {given_words(str(one.kind), said)}" for one, said in given if said]
    yield "agreed", (_named(_("Agreed to")), _named("\n".join(agreed)))


def _named(words: Any) -> Picked:
    return Picked(str(words), locale())

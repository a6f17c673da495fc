"""What is said about files and missing parts, in the reader's language: for templates and for the page's scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import format_decimal

from competition.calls.rules import AboutFault, AnswerFault
from competition.entries.labels import FAULTS, FILE_STATE_KINDS, file_words, refusal_of
from competition.entries.labels.terms import FAULTS as ABOUT_FAULTS
from competition.entries.models import EntryFile
from competition.entries.queries.team import FileStand
from competition.entries.rules import ShownFile
from competition.entries.rules.agreeing import PART
from competition.entries.rules.file_words import MOST, piece_of
from competition.entries.rules.lacking import Lack
from competition.i18n import LANGUAGES, ngettext
from competition.i18n import gettext as _

KILO = 1000
NOTHING_SAID: Mapping[str, Any] = {}
MEGA = 1_000_000


def size_words(size: int) -> str:
    """Return a size as people read it: 812 kB, 16.4 MB, 5 GB."""
    if size < MEGA:
        return str(_("%(number)s kB", number=format_decimal(max(1, round(size / KILO)))))
    if size < 1000 * MEGA:
        return str(_("%(number)s MB", number=format_decimal(round(size / MEGA, 1))))
    return str(_("%(number)s GB", number=format_decimal(round(size / (1000 * MEGA), 1))))


def lack_words(lack: Lack) -> str:
    """Return what is missing at one part, with its number, and the language of a translation."""
    if lack.language:
        words = lack_words(replace(lack, language=""))
        return str(_("%(language)s: %(fault)s", language=LANGUAGES[lack.language], fault=words))
    if lack.fault == AnswerFault.too_long and lack.count:
        return str(ngettext("%(num)s character too many", "%(num)s characters too many", lack.count))
    if isinstance(lack.fault, AboutFault):
        return str(ABOUT_FAULTS[lack.fault])
    return str(FAULTS[lack.fault])


def lacks_by_part(lacks: Sequence[Lack]) -> dict[str, str]:
    """Return the words for each part that lacks something."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for lack in lacks:
        if (words := lack_words(lack)) not in found[_part(lack.part)]:
            found[_part(lack.part)].append(words)
    return {part: " · ".join(words) for part, words in found.items()}


def _part(name: str) -> str:
    """The controls of one clause are one part of the form."""
    return name.rpartition("-")[0] if name.startswith(PART) else name


def file_facts(
    file: EntryFile, shown: Mapping[str, ShownFile], content: Mapping[str, Any] = NOTHING_SAID
) -> dict[str, Any]:
    """Return what a row says of a file; the page's script draws the same from the same."""
    seen = shown.get(file.id)
    return {
        "id": file.id,
        "field": file.field_id,
        "name": file.name,
        "size": file.size,
        "size_words": size_words(file.size),
        **stand_words(FileStand(file.id, file.state, file.scan, file.refusal, file.refusal_values)),
        "sha256": file.sha256,
        "thumbnail": _smallest(seen),
        "picture": _middle(seen),
        "slot": _slot(file),
        "replaces": file.replaces_id if file.state == "uploading" else None,
        "said": content.get("file_words", {}).get(file.id, {}),
        "said_in": _said_in(file.id, content.get("translations", {})),
        "cover": content.get("cover_id") == file.id,
    }


def _said_in(file_id: str, translations: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return what is said of a file in other languages, by language and name."""
    pieces = {name: piece_of(file_id, name) for name in MOST}
    return {
        code: {name: texts[piece] for name, piece in pieces.items() if texts.get(piece)}
        for code, texts in translations.items()
    }


def stand_words(file: FileStand) -> dict[str, str]:
    """Return what a row says of how far a file is."""
    return {
        "state": str(file.state),
        "words": str(file_words(file.state, file.scan)),
        "kind": FILE_STATE_KINDS[file.state],
        "error": refusal_of(file.refusal, file.refusal_values),
    }


def _slot(file: EntryFile) -> dict[str, Any] | None:
    """Return what resuming an upload needs, from whatever browser the team sits at; `sha256` if a receipt names it."""
    if file.state != "uploading":
        return None
    slot = {"key": file.key, "upload_id": file.upload_id, "part_size": file.part_size, "media_type": file.media_type}
    return {**slot, "sha256": file.client_sha256 if file.awaited_until else None}


def _smallest(seen: ShownFile | None) -> dict[str, Any] | None:
    return _source(seen, 0) if seen and seen.sources else None


def _middle(seen: ShownFile | None) -> dict[str, Any] | None:
    return _source(seen, min(1, len(seen.sources) - 1)) if seen and seen.sources else None


def _source(seen: ShownFile, index: int) -> dict[str, Any]:
    source = seen.sources[index]
    return {"url": source.url, "width": source.width, "height": source.height}

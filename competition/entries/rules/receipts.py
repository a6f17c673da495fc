"""What a receipt says: the manifest that freezes an entry as it was handed in, its digest, and entry codes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from competition.calls.rules import AskedClause
from competition.entries.rules.deadline import LATE, Timing
from competition.entries.rules.file_words import pieces_of_files
from competition.entries.rules.states import FileState
from competition.entries.rules.terms import HandedInTerms, as_told
from competition.entries.rules.versions import TITLE, written

# What a manifest holds. One of the first form has no `version` and none of the names; its bytes never change.
VERSION = 4
VERSIONS = (1, 2, 3, VERSION)

# No letter or figure that is taken for another: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
ALPHABET = "ACDEFGHJKMNPQRTWXY34679"
CODE_LENGTH = 6


class HandedInFile(Protocol):
    """What a manifest says of an `EntryFile`."""

    id: Any
    field_id: Any
    name: Any
    size: Any
    media_type: Any
    sha256: Any
    client_sha256: Any
    state: Any
    awaited_until: Any


class AskedQuestion(Protocol):
    """What a manifest says of an `EntryField`."""

    id: Any
    kind: Any
    label: Any
    options: Any


@dataclass(frozen=True, slots=True)
class Names:
    """What a receipt calls things by, as they were called that day; clocks are (time zone, name of the place)."""

    call: Mapping[str, str] = field(default_factory=dict)
    category: Mapping[str, str] = field(default_factory=dict)
    clocks: Sequence[tuple[str, Mapping[str, str]]] = ()


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Where and when an entry was handed in."""

    entry_id: str
    call_id: str
    code: str
    number: int
    locale: str
    at: datetime
    timing: Timing
    names: Names = field(default_factory=Names)
    terms: HandedInTerms = field(default_factory=HandedInTerms)


def code_from(picks: Sequence[int]) -> str:
    """Return the code that six random numbers below the alphabet's length spell: `K7M-2QD`."""
    letters = "".join(ALPHABET[pick] for pick in picks)
    return f"{letters[:3]}-{letters[3:]}"


def canonical_json(value: Any) -> str:
    """Return the one JSON text of a value: keys sorted, no blanks, letters as they are, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical_bytes(value: Any) -> bytes:
    """Return the canonical JSON as it is handed out and hashed: UTF-8, no byte order mark, no line end."""
    return canonical_json(value).encode()


def digest_of(value: Any) -> str:
    """Return the SHA-256 of a value's canonical JSON, in hex."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()


def content_digest(
    content: Mapping[str, Any], files: Sequence[HandedInFile], clauses: Sequence[AskedClause] = ()
) -> str:
    """Return the digest of what a person is asked to hand in: words, files in their order, wordings agreed to."""
    told = {"content": dict(content), "files": [[file.field_id, file.id] for file in files]}
    return digest_of({**told, "clauses": [[one.id, one.version] for one in clauses]} if clauses else told)


def manifest_of(
    where: HandedIn, content: Mapping[str, Any], questions: Sequence[AskedQuestion], files: Sequence[HandedInFile]
) -> dict[str, Any]:
    """Return all that was handed in, as plain values: the questions as they were asked, the answers, the files.

    `sha256` is empty where we had not read the file ourselves yet; what the browser said stands beside it. Of one
    that was still on its way `awaited_until` says till when it may land, if it is the one that the browser said.
    """
    return {
        "version": VERSION,
        "entry": where.entry_id,
        "call": where.call_id,
        "call_title": dict(where.names.call),
        "category_name": dict(where.names.category),
        "clocks": [{"zone": zone, "place": dict(place)} for zone, place in where.names.clocks],
        "code": where.code,
        "receipt": where.number,
        "language": where.locale,
        "submitted_at": as_told(where.at),
        "late": where.timing in LATE,
        "timing": str(where.timing),
        "title": content["title"],
        "category": content["category_id"],
        "eligibility": dict(where.terms.rules),
        "about": dict(content["about"]),
        "agreed": [dict(line) for line in where.terms.agreed],
        "answers": [_answer(question, content["answers"]) for question in questions],
        "files": [_file(file, content) for file in files],
        **_translations(content, _pieces(questions, files)),
    }


def _pieces(questions: Sequence[AskedQuestion], files: Sequence[HandedInFile]) -> list[str]:
    return [TITLE, *(question.id for question in questions), *pieces_of_files(file.id for file in files)]


def _translations(content: Mapping[str, Any], pieces: Sequence[str]) -> dict[str, Any]:
    """Return what the text says in other languages, by language and piece; nothing where it has only its own."""
    own = written(content, {}).own
    found = {code: {piece: texts[piece] for piece in pieces if texts.get(piece)} for code, texts in own.items()}
    return {"translations": found} if any(found.values()) else {}


def _answer(question: AskedQuestion, answers: Mapping[str, Any]) -> dict[str, Any]:
    """An answer means something only beside its question: a number has its unit there, a choice its words."""
    return {
        "question": question.id,
        "kind": str(question.kind),
        "label": dict(question.label),
        "options": dict(question.options),
        "value": answers.get(question.id),
    }


def _awaited_until(file: HandedInFile) -> str | None:
    is_on_its_way = file.state == FileState.uploading and file.awaited_until is not None
    return as_told(file.awaited_until) if is_on_its_way else None


def _file(file: HandedInFile, content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "file": file.id,
        "question": file.field_id,
        "name": file.name,
        "size": file.size,
        "type": file.media_type,
        "sha256": file.sha256,
        "sha256_by_browser": file.client_sha256,
        "awaited_until": _awaited_until(file),
        "words": dict(content.get("file_words", {}).get(file.id, {})),
        "cover": file.id == content.get("cover_id"),
    }

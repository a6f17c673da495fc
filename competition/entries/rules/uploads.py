"""The law of uploads: limits, parts, and what a slot may be used for."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from competition.calls.rules import Calendar, FilesOptions, Phase, phase_at
from competition.calls.rules.files import GLB
from competition.entries.rules.refusals import (
    BadRequestToSign,
    EmptyFile,
    KindNotAccepted,
    ModelInParts,
    TooLarge,
    TooManyFiles,
)
from competition.entries.rules.room import MEGA, Kept, refusal_of_size
from competition.entries.rules.states import FileState
from competition.errors import DomainError

MIB = 1024 * 1024
PART_SIZE = 16 * MIB
MOST_PARTS = 1000
MOST_NAME = 255
# Uploads begun in time may land a little after the close; they are abandoned after two days.
LANDING_GRACE = timedelta(minutes=30)
ABANDONED_AFTER = timedelta(hours=48)
# Time for the answer that says "finished" to be lost before we look for ourselves.
LOST_AFTER = timedelta(minutes=20)
# For so long a file that was handed in and then found damaged may be sent again, whatever the calendar says.
REPAIR_TIME = timedelta(days=7)

# Names of formats are the same in every language.
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WebP",
    "image/tiff": "TIFF",
    "image/heic": "HEIC",
    "image/avif": "AVIF",
    "application/pdf": "PDF",
    "video/mp4": "MP4",
    "video/quicktime": "MOV",
    "model/gltf-binary": "GLB",
}

# What browsers and we call a `.gltf`.
MODEL_IN_PARTS = "model/gltf+json"


@dataclass(frozen=True, slots=True)
class SlotRequest:
    """A file that a browser wants to send: what it says of itself, the question that it answers, whom it replaces."""

    field_id: str
    name: str
    size: int
    media_type: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class SignRequest:
    """What a browser wants to send next of a slot: it begins, or goes on with the bucket's upload and these parts."""

    upload_id: str | None = None
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """An upload that its browser says is over, with the SHA-256 in hex that it computed, if it could."""

    file_id: str
    client_sha256: str | None = None


class Slot(Protocol):
    """What the law needs to know of an `EntryFile` that is being sent."""

    upload_id: Any
    size: Any
    part_size: Any


def refusal_of_slot(wanted: SlotRequest, options: FilesOptions, others: int, left: Kept) -> DomainError | None:
    """Return why a file is not taken, or None. `others` is how many files the question has already."""
    if wanted.size < 1:
        return EmptyFile()
    if wanted.media_type == MODEL_IN_PARTS and GLB in options.accept:
        return ModelInParts()
    if wanted.media_type not in options.accept:
        return KindNotAccepted(formats=formats(options.accept))
    if wanted.size > options.max_bytes:
        return TooLarge(most=options.max_bytes, megabytes=options.max_bytes // MEGA)
    if others >= options.most:
        return TooManyFiles(most=options.most)
    return refusal_of_size(wanted.size, left)


def formats(media_types: Sequence[str]) -> str:
    """Return media types as people call them: `JPEG, PNG`."""
    return ", ".join(FORMATS.get(one, one) for one in media_types)


def clean_name(name: str) -> str:
    """Return a file's name for showing: no folders, nothing unseen in it, at most 255 characters, its end kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C")).strip()
    return plain[-MOST_NAME:] or "-"


def part_size_for(size: int) -> int:
    """Return the size of the parts that a file is sent in; 0 means: whole, in one PUT.

    Resuming counts parts, so the size is fixed with the slot and never changes. A store lists at most
    `MOST_PARTS` parts on one page.
    """
    if size <= PART_SIZE:
        return 0
    return max(PART_SIZE, -(-size // MOST_PARTS))


def part_count(size: int, part_size: int) -> int:
    """Return how many parts a file has."""
    return -(-size // part_size) if part_size else 1


def length_of_part(size: int, part_size: int, number: int) -> int:
    """Return the exact length of one part: all are equal but the last, which is what remains."""
    if not part_size or not 1 <= number <= part_count(size, part_size):
        raise BadRequestToSign
    return min(part_size, size - (number - 1) * part_size)


def lengths_of(wanted: SignRequest, slot: Slot) -> dict[int, int]:
    """Return the exact length of each part that is asked for; raise `BadRequestToSign` for what is not the slot's own.

    Only what is sent in parts has an upload at the bucket, and it has one: the first that was named.
    """
    if wanted.upload_id is None:
        if wanted.parts:
            raise BadRequestToSign
        return {}
    if not slot.part_size or slot.upload_id not in (None, wanted.upload_id):
        raise BadRequestToSign
    return {number: length_of_part(slot.size, slot.part_size, number) for number in wanted.parts}


def may_land(state: FileState, calendar: Calendar, begun_at: datetime, now: datetime) -> bool:
    """Tell whether a slot may still be sent to: begun before the close, until half an hour after it, for two days."""
    if state != FileState.uploading or now - begun_at > ABANDONED_AFTER or calendar.closes_at is None:
        return False
    begun_in_time = phase_at(calendar, begun_at) in {Phase.open, Phase.late}
    return begun_in_time and now <= calendar.closes_at + LANDING_GRACE


def reordered(present: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Return `present` in the wanted order; unknown ids are ignored, those not named stay behind, in their order."""
    known = [one for one in dict.fromkeys(wanted) if one in present]
    return [*known, *(one for one in present if one not in known)]

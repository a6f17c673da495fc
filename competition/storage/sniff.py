"""What a file is, told by its first bytes and nobody's word for it: neither its name nor its declared type counts."""

from __future__ import annotations

import re
from typing import Protocol

import filetype

HEAD_LENGTH = 4096

JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
TIFF = "image/tiff"
HEIC = "image/heic"
AVIF = "image/avif"
PDF = "application/pdf"
MP4 = "video/mp4"
MOV = "video/quicktime"
GLB = "model/gltf-binary"

ALLOWED = frozenset({JPEG, PNG, WEBP, TIFF, HEIC, AVIF, PDF, MP4, MOV, GLB})

# Browsers and PDF readers look for these beyond the first byte: a file that is a picture to us and a page,
# a script or a document to them is refused, whichever of the two it was meant to be.
_ACTIVE = re.compile(rb"<(!doctype\s+html|html[\s>]|script[\s>]|svg[\s>]|iframe[\s>]|\?php)", re.IGNORECASE)
_PDF_HEADER_WITHIN = 1024

# Single pictures only (ISO/IEC 23008-12, AVIF 1.1); a sequence of them names other brands.
_BRANDS = {AVIF: {b"avif"}, HEIC: {b"heic", b"heix", b"heim", b"heis"}}


class _Check(Protocol):
    def __call__(self, head: bytes, size: int, /) -> bool: ...


def sniff(head: bytes, size: int) -> str | None:
    """Return the media type of a file of `size` bytes that begins with `head`, or None if we do not take it.

    `head` is the first `HEAD_LENGTH` bytes or the whole file. None stands for: a kind that is not on the
    list, active content, one file that is two, or one whose own header says that it was cut short. A file
    that passes may still be broken further on; decoding it tells.
    """
    head = head[:HEAD_LENGTH]
    mime = GLB if head.startswith(b"glTF") else _still(head) or _guess(head)
    if mime not in ALLOWED or _is_two_things(head, mime):
        return None
    return mime if _CHECKS[mime](head, size) else None


def _still(head: bytes) -> str:
    """Return the kind of a picture in ISO boxes, by the brands of its first box; empty for films and all else."""
    if head[4:8] != b"ftyp":
        return ""
    end = min(int.from_bytes(head[:4]), len(head))
    brands = {head[place : place + 4] for place in (8, *range(16, end, 4))}
    return next((kind for kind, named in _BRANDS.items() if brands & named), "")


def _guess(head: bytes) -> str:
    return filetype.guess_mime(head) or ""


def _is_two_things(head: bytes, mime: str) -> bool:
    is_also_pdf = mime != PDF and b"%PDF-" in head[:_PDF_HEADER_WITHIN]
    return is_also_pdf or _ACTIVE.search(head) is not None


def _jpeg(head: bytes, size: int) -> bool:
    """A second marker follows the first, and the shortest picture there is has more than 100 bytes."""
    return size > 100 and head[3] >= 0xC0


def _png(head: bytes, size: int) -> bool:
    """The first chunk is the header, as the specification demands."""
    return size > 57 and head[12:16] == b"IHDR"


def _webp(head: bytes, size: int) -> bool:
    """RIFF says how long it is; a shorter file was cut."""
    return len(head) >= 16 and 8 + _little(head, 4) <= size


def _tiff(head: bytes, size: int) -> bool:
    """The first directory lies inside the file, perhaps at its end; one that describes a picture takes 100 bytes."""
    directory = int.from_bytes(head[4:8], "little" if head.startswith(b"II") else "big")
    return size > 100 and 8 <= directory < size


def _pdf(head: bytes, size: int) -> bool:
    """The header stands at the very first byte, and the shortest document is longer than a header."""
    return size > 64 and re.match(rb"%PDF-[12]\.\d", head) is not None


def _boxes(head: bytes, size: int) -> bool:
    """Another box follows the first, whose length and brand `filetype` has read."""
    return size >= int.from_bytes(head[:4]) + 8


def _glb(head: bytes, size: int) -> bool:
    """By glTF 2.0, section 4.4: version 2, the length of the whole file, and a first chunk of JSON."""
    return len(head) >= 20 and _little(head, 4) == 2 and _little(head, 8) == size and head[16:20] == b"JSON"


def _little(head: bytes, offset: int) -> int:
    return int.from_bytes(head[offset : offset + 4], "little")


_CHECKS: dict[str, _Check] = {
    JPEG: _jpeg,
    PNG: _png,
    WEBP: _webp,
    TIFF: _tiff,
    HEIC: _boxes,
    AVIF: _boxes,
    PDF: _pdf,
    MP4: _boxes,
    MOV: _boxes,
    GLB: _glb,
}

"""The container: a header of twelve bytes, a chunk of JSON and a chunk of numbers (glTF 2.0, section 4.4)."""

from __future__ import annotations

import base64
import binascii
import json
import struct
from dataclasses import dataclass
from typing import Any, NoReturn

from competition.entries.media.report import RefusedError

MAGIC, JSON_CHUNK, BINARY_CHUNK = 0x46546C67, 0x4E4F534A, 0x004E4942
MOST_JSON = 64_000_000
DATA = "data:"


@dataclass(frozen=True, slots=True)
class Content:
    """A model's document and the bytes of each of its buffers."""

    document: dict[str, Any]
    buffers: tuple[bytes, ...]

    def view(self, index: Any) -> tuple[memoryview, int]:
        """Return the bytes of a buffer view and its stride, 0 for none; refuse what lies outside its buffer."""
        view = item(self.document, "bufferViews", index)
        buffer, start, length = number(view, "buffer"), number(view, "byteOffset", 0), number(view, "byteLength")
        if buffer >= len(self.buffers) or start + length > len(self.buffers[buffer]):
            broken()
        return memoryview(self.buffers[buffer])[start : start + length], number(view, "byteStride", 0)


def read(content: bytes) -> Content:
    """Return what a GLB holds; raise `RefusedError` for a broken container or bytes that lie elsewhere."""
    document, binary = _chunks(content)
    if not isinstance(document, dict) or not isinstance(document.get("asset"), dict):
        broken()
    return Content(document, tuple(_buffer(one, binary) for one in items(document, "buffers")))


def write(document: dict[str, Any], binary: bytes) -> bytes:
    """Return a GLB of a document, whose first buffer is `binary`."""
    head = json.dumps(document, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 4)
    binary += b"\0" * (-len(binary) % 4)
    chunks = struct.pack("<II", len(head), JSON_CHUNK) + head
    if binary:
        chunks += struct.pack("<II", len(binary), BINARY_CHUNK) + binary
    return struct.pack("<III", MAGIC, 2, 12 + len(chunks)) + chunks


def broken() -> NoReturn:
    """Refuse a model whose parts do not fit together."""
    raise RefusedError("model_broken")


def items(document: dict[str, Any], name: str) -> list[Any]:
    """Return a list of the document whose members are objects; empty where there is none."""
    found = document.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        broken()
    return found


def item(document: dict[str, Any], name: str, index: Any) -> Any:
    """Return one member of a list of the document; refuse an index that leads nowhere."""
    found = items(document, name)
    if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < len(found):
        broken()
    return found[index]


def number(part: dict[str, Any], name: str, usual: int | None = None) -> int:
    """Return a whole number of zero or more; refuse anything else, and nothing at all where none is usual."""
    value = part.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        broken()
    return value


def _chunks(content: bytes) -> tuple[Any, bytes]:
    if len(content) < 20 or struct.unpack_from("<III", content) != (MAGIC, 2, len(content)):
        broken()
    length, kind = struct.unpack_from("<II", content, 12)
    start, end = 20, 20 + length
    if kind != JSON_CHUNK or end > len(content) or length > MOST_JSON:
        broken()
    document = _parsed(content[start:end])
    if end + 8 > len(content):
        return document, b""
    length, kind = struct.unpack_from("<II", content, end)
    if kind != BINARY_CHUNK or end + 8 + length > len(content):
        broken()
    return document, content[end + 8 : end + 8 + length]


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text, parse_constant=lambda _name: broken())
    except (ValueError, RecursionError) as fault:
        raise RefusedError("model_broken") from fault


def _buffer(buffer: dict[str, Any], binary: bytes) -> bytes:
    uri = buffer.get("uri")
    found = binary if uri is None else inline(uri)
    if len(found) < number(buffer, "byteLength"):
        broken()
    return found


def inline(uri: Any) -> bytes:
    """Return the bytes that an address itself holds; refuse one that leads elsewhere."""
    if not isinstance(uri, str) or not uri.startswith(DATA):
        raise RefusedError("model_external")
    try:
        return base64.b64decode(uri.partition(",")[2], validate=True)
    except (ValueError, binascii.Error) as fault:
        raise RefusedError("model_broken") from fault

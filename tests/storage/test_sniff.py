"""What a file is, told by its own bytes: made here by the libraries that people's programs use too."""

from __future__ import annotations

import io
import json
import struct

import av
import numpy as np
import pikepdf
import pillow_heif
import pytest
from PIL import Image

from competition.storage.sniff import ALLOWED, HEAD_LENGTH, sniff


def picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    Image.fromarray(noise).save(out, kind, **options)
    return out.getvalue()


def telephone() -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64), (200, 30, 30))).save(out)
    return out.getvalue()


def document() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def film(kind: str) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 64
        frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), format="rgb24")
        container.mux([*stream.encode(frame), *stream.encode()])
    return out.getvalue()


def model(version: int = 2, missing: int = 0, chunk: bytes = b"JSON") -> bytes:
    scene = json.dumps({"asset": {"version": "2.0"}}).encode()
    scene += b" " * (-len(scene) % 4)
    length = 20 + len(scene) + missing
    return struct.pack("<4sIII4s", b"glTF", version, length, len(scene), chunk) + scene


def tiff(first_directory: int, order: str = "<") -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(f"{order}I", first_directory) + bytes(200)


GOOD = {
    "JPEG": ("image/jpeg", picture("JPEG")),
    "JPEG with metadata": ("image/jpeg", picture("JPEG", comment=b"<rdf:RDF> a < b, <3")),
    "PNG": ("image/png", picture("PNG")),
    "WebP": ("image/webp", picture("WEBP")),
    "WebP, lossless": ("image/webp", picture("WEBP", lossless=True)),
    "TIFF": ("image/tiff", picture("TIFF")),
    "TIFF, big-endian": ("image/tiff", tiff(100, ">")),
    "HEIC": ("image/heic", telephone()),
    "AVIF": ("image/avif", picture("AVIF")),
    "PDF": ("application/pdf", document()),
    "MP4": ("video/mp4", film("mp4")),
    "MOV": ("video/quicktime", film("mov")),
    "GLB": ("model/gltf-binary", model()),
}

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<html><script>alert(1)</script></html>"

BAD = {
    "nothing": b"",
    "one byte": b"\xff",
    "plain text": b"a ring of gold",
    "SVG": SVG,
    "SVG with a declaration": b'<?xml version="1.0"?>' + SVG,
    "SVG with a byte order mark": b"\xef\xbb\xbf" + SVG,
    "HTML": b"<!DOCTYPE html>" + PAGE,
    "GIF": picture("GIF"),
    "GIF that is a page": b"GIF89a/*" + PAGE + b"*/=1;",
    "BMP": picture("BMP"),
    "ZIP": b"PK\x03\x04" + bytes(100),
    "a program": b"\x7fELF" + bytes(100),
    "HEIC that is a series": b"\0\0\0\x18ftyphevc\0\0\0\0msf1hevc" + bytes(100),
    "HEIC that is a page": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + PAGE + bytes(100),
    "a picture in boxes of another codec": b"\0\0\0\x18ftypmif1\0\0\0\0mif1jpeg" + bytes(100),
    "JPEG that is a page": picture("JPEG", comment=PAGE),
    "JPEG that is a page in capitals": picture("JPEG", comment=PAGE.upper()),
    "JPEG that is a drawing": picture("JPEG", comment=SVG),
    "JPEG that is a document": picture("JPEG", comment=document()),
    "JPEG that is a program": picture("JPEG", comment=b"<?php system($_GET[0]); ?>"),
    "PNG that is a page": picture("PNG")[:8] + PAGE + picture("PNG")[8:],
    "PDF that is a page": b"%PDF-1.7\n" + PAGE + document(),
    "PDF behind something else": b"\xef\xbb\xbf" + document(),
    "PDF of no version": b"%PDF-x.y" + bytes(200),
    "TIFF whose pages lie behind its end": tiff(5000),
    "TIFF whose pages lie in its header": tiff(4),
    "GLB of version 1": model(version=1),
    "GLB that lacks its end": model(missing=4),
    "GLB that says less than it holds": model(missing=-4),
    "GLB without a scene": model(chunk=b"BIN\0"),
    "GLB cut in its header": model()[:11],
}


@pytest.mark.parametrize("name", GOOD)
def test_what_we_take_is_recognised(name: str) -> None:
    mime, content = GOOD[name]
    assert sniff(content[:HEAD_LENGTH], len(content)) == mime


def test_every_kind_that_we_take_is_among_these_examples() -> None:
    assert {mime for mime, _ in GOOD.values()} == ALLOWED


@pytest.mark.parametrize("name", BAD)
def test_what_we_do_not_take_is_refused(name: str) -> None:
    content = BAD[name]
    assert sniff(content[:HEAD_LENGTH], len(content)) is None


@pytest.mark.parametrize("name", GOOD)
def test_a_file_cut_within_its_first_bytes_is_refused(name: str) -> None:
    content = GOOD[name][1]
    assert {sniff(content[:length], length) for length in range(25)} == {None}


def test_a_webp_cut_in_the_middle_is_refused_by_what_its_header_says() -> None:
    content = GOOD["WebP"][1]
    assert sniff(content[:HEAD_LENGTH], len(content) // 2) is None

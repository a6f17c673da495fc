"""Small real files: photographs with camera data, documents, films."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import numpy as np
import pillow_heif
from PIL import Image, TiffImagePlugin

ORIENTATION, ARTIST, GPS = 0x0112, 0x013B, 0x8825


def a_photograph(width: int, height: int, *, orientation: int = 1, artist: str = "", gps: bool = False) -> bytes:
    """Return a JPEG with EXIF, of a soft gradient that compresses as a photograph does."""
    across, down = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    pixels = np.stack([across, down, (across + down) / 2], axis=-1).astype(np.uint8)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    if artist:
        exif[ARTIST] = artist
    if gps:
        exif.get_ifd(GPS).update({1: "N", 2: tuple(TiffImagePlugin.IFDRational(part) for part in (51, 13, 0))})
    packed = io.BytesIO()
    Image.fromarray(pixels).save(packed, "JPEG", quality=90, exif=exif)
    return packed.getvalue()


def a_pdf(pages: int = 1, author: str = "") -> bytes:
    """Return a PDF of A4 pages."""
    page = Image.new("RGB", (595, 842), (240, 236, 228))
    packed = io.BytesIO()
    page.save(packed, "PDF", save_all=True, append_images=[page] * (pages - 1), author=author)
    return packed.getvalue()


def a_film(folder: Path, *, seconds: int = 2, artist: str = "") -> bytes:
    """Return an H.264 film of 320 × 180 pixels."""
    path = folder / "film.mp4"
    with av.open(str(path), "w") as container:
        if artist:
            container.metadata["artist"] = artist
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(25 * seconds):
            shade = np.full((180, 320, 3), number * 4 % 256, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        container.mux(stream.encode())
    return path.read_bytes()


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """Return a picture as a file of this kind."""
    packed = io.BytesIO()
    if kind == "HEIC":
        pillow_heif.from_pillow(picture).save(packed, quality=80, **options)
    else:
        picture.save(packed, kind, **options)
    return packed.getvalue()


def a_gradient(width: int = 640, height: int = 480) -> Image.Image:
    """Return a soft picture."""
    across, down = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    return Image.fromarray(np.stack([across, down, (across + down) / 2], axis=-1).astype(np.uint8))

"""Files in which a person has left his name wherever a container takes one: what a jury must never find."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pikepdf
from PIL import Image, ImageCms, PngImagePlugin

from tests.factories.media import a_gradient, saved
from tests.factories.models import a_cube, a_glb, a_texture

ARTIST, COPYRIGHT, DESCRIPTION, HOST, COMMENT, XMP, IPTC = 0x013B, 0x8298, 0x010E, 0x013C, 0x9286, 700, 33723
# As long as the description that a profile of LittleCMS has, so that it fits into its place.
PROFILE_OWNER = "WHO-ICC-OWNER"
FILE_NAME = "WHO-FILE-NAME"


def names(*parts: str) -> list[str]:
    """Return planted names: `WHO-EXIF-ARTIST`."""
    return [f"WHO-{part}" for part in parts]


def a_profile() -> bytes:
    """Return a profile whose description names its owner."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    named = plain.replace("sRGB built-in".encode("utf-16-be"), PROFILE_OWNER.encode("utf-16-be"))
    assert named != plain
    return named


def an_exif() -> bytes:
    """Return EXIF that names artist, rights, subject, computer, and in a comment somebody else."""
    exif = Image.Exif()
    exif[ARTIST], exif[COPYRIGHT], exif[DESCRIPTION], exif[HOST] = names("ARTIST", "RIGHTS", "SUBJECT", "COMPUTER")
    exif.get_ifd(0x8769)[COMMENT] = b"UNICODE\0" + "WHO-COMMENT".encode("utf-16-le")
    return exif.tobytes()


IN_EXIF = names("ARTIST", "RIGHTS", "SUBJECT", "COMPUTER", "COMMENT")


def an_xmp(name: str = "WHO-XMP") -> bytes:
    """Return a packet of XMP whose creator has this name."""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{name}</dc:creator></rdf:Description></rdf:RDF>'
        "</x:xmpmeta><?xpacket end='w'?>"
    ).encode()


def an_iptc(name: str = "WHO-IPTC") -> bytes:
    """Return a record of IPTC: the by-line (2:80)."""
    return b"\x1c\x02\x50" + struct.pack(">H", len(name)) + name.encode()


def a_jpeg(_folder: Path) -> bytes:
    """Return a JPEG with EXIF, XMP, IPTC, a profile and a comment."""
    more = {"icc_profile": a_profile(), "xmp": an_xmp(), "comment": b"WHO-JPEG-COMMENT"}
    content = saved(a_gradient(), "JPEG", exif=an_exif(), **more)
    resource = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(an_iptc())) + an_iptc() + b"\0"
    return content[:2] + b"\xff\xed" + struct.pack(">H", len(resource) + 2) + resource + content[2:]


def a_png(_folder: Path) -> bytes:
    """Return a PNG with texts, plain, packed and international, with EXIF, XMP and a profile."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "WHO-TEXT")
    told.add_text("Copyright", "WHO-PACKED-TEXT", zip=True)
    told.add_itxt("Title", "WHO-INTERNATIONAL-TEXT", zip=True)
    told.add_itxt("XML:com.adobe.xmp", an_xmp().decode())
    return saved(a_gradient(), "PNG", pnginfo=told, exif=an_exif(), icc_profile=a_profile())


def a_tiff(_folder: Path) -> bytes:
    """Return a TIFF with tags of its own, XMP, IPTC, EXIF and a profile."""
    told = {ARTIST: "WHO-TIFF-ARTIST", 269: "WHO-DOCUMENT", XMP: an_xmp(), IPTC: an_iptc(), 65000: "WHO-PRIVATE-TAG"}
    return saved(a_gradient(), "TIFF", tiffinfo=told, icc_profile=a_profile(), compression="tiff_lzw")


def with_packets(kind: str) -> Callable[[Path], bytes]:
    """Return the maker of a picture with EXIF, XMP and a profile."""
    return lambda _folder: saved(a_gradient(), kind, exif=an_exif(), xmp=an_xmp(), icc_profile=a_profile())


def a_heic(_folder: Path) -> bytes:
    """Return a HEIC with EXIF, XMP and a profile."""
    picture = a_gradient()
    picture.info["icc_profile"] = a_profile()
    return saved(picture, "HEIC", exif=an_exif(), xmp=an_xmp())


def a_pdf(folder: Path) -> bytes:
    """Return a PDF with an author, XMP, a note, an attachment, and a picture that carries EXIF."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        pdf.docinfo["/Author"], pdf.docinfo["/Title"] = "WHO-PDF-AUTHOR", "WHO-PDF-TITLE"
        pdf.Root.Metadata = pdf.make_stream(an_xmp("WHO-PDF-XMP"))
        pdf.attachments["WHO-ATTACHMENT-NAME.txt"] = b"WHO-ATTACHED"
        note = {"Type": "/Annot", "Subtype": "/Text", "Rect": [10, 10, 30, 30], "T": "WHO-NOTE-AUTHOR"}
        page.Annots = pikepdf.Array([_dictionary({**note, "Contents": "WHO-NOTE"})])
        image = pdf.make_stream(a_jpeg(folder))
        image.update(_dictionary({"Type": "/XObject", "Subtype": "/Image", "Width": 640, "Height": 480}))
        image.ColorSpace, image.BitsPerComponent, image.Filter = pikepdf.Name.DeviceRGB, 8, pikepdf.Name.DCTDecode
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
        page.Contents = pdf.make_stream(b"q 400 0 0 300 90 400 cm /Im Do Q")
        packed = io.BytesIO()
        pdf.save(packed)
    return packed.getvalue()


def _dictionary(values: dict[str, Any]) -> pikepdf.Dictionary:
    as_name = {key: pikepdf.Name(value) if str(value).startswith("/") else value for key, value in values.items()}
    return pikepdf.Dictionary({f"/{key}": value for key, value in as_name.items()})


def a_film(kind: str) -> Callable[[Path], bytes]:
    """Return the maker of a film with tags, names of its tracks, a chapter, a track of text and a box of XMP."""
    return lambda folder: _film(folder, kind)


def _film(folder: Path, kind: str) -> bytes:
    path = folder / f"named.{kind}"
    with av.open(str(path), "w", options={"movflags": "+use_metadata_tags"}) as container:
        for tag in ("artist", "title", "comment", "maker"):
            container.metadata[tag] = f"WHO-FILM-{tag.upper()}"
        stream: Any = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        stream.metadata["handler_name"] = "WHO-TRACK"
        text: Any = container.add_mux_stream("mov_text" if kind == "mov" else "bin_data")
        container.set_chapters(
            [{"id": 1, "start": 0, "end": 500, "time_base": Fraction(1, 1000), "metadata": {"title": "WHO-CHAPTER"}}]
        )
        for number in range(25):
            shade = np.full((180, 320, 3), number * 4, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        container.mux(stream.encode())
        said = av.Packet(struct.pack(">H", 8) + b"WHO-SAID")
        text.time_base = Fraction(1, 1000)
        said.stream, said.pts, said.dts, said.duration, said.time_base = text, 0, 0, 500, text.time_base
        container.mux(said)
    box = bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + an_xmp("WHO-FILM-XMP")
    return path.read_bytes() + struct.pack(">I4s", len(box) + 8, b"uuid") + box


def a_model(_folder: Path) -> bytes:
    """Return a GLB that names its maker in every part that takes words, and in bytes to which nothing points."""
    document, body = a_cube(a_texture(author="WHO-TEXTURE-TEXT"), hidden=b"WHO-BETWEEN-PARTS!")
    document["asset"] |= {
        "generator": "WHO-GENERATOR",
        "copyright": "WHO-COPYRIGHT",
        "extras": {"by": "WHO-ASSET-EXTRAS"},
    }
    document["nodes"][0] |= {"name": "WHO-NODE", "extras": {"author": "WHO-NODE-EXTRAS"}}
    document["meshes"][0]["name"] = "WHO-MESH"
    document["materials"][0] |= {"name": "WHO-MATERIAL", "extensions": {"WHO_EXTENSION": {"author": "WHO-EXTENSION"}}}
    document["images"][0]["name"] = "WHO-IMAGE"
    document["extensionsUsed"] = ["WHO_EXTENSION"]
    document["WHO-KEY"] = True
    chunk = b"WHO-CHUNK-OF-ITS-OWN"
    return a_glb(document, body, struct.pack("<I4s", len(chunk), b"WHO\0") + chunk)


OF_PICTURES = [*IN_EXIF, "WHO-XMP", PROFILE_OWNER]
# By name: the media type, what makes the file, and the names that are in it.
FILES: dict[str, tuple[str, Callable[[Path], bytes], list[str]]] = {
    "JPEG": ("image/jpeg", a_jpeg, [*OF_PICTURES, *names("IPTC", "JPEG-COMMENT")]),
    "PNG": ("image/png", a_png, [*OF_PICTURES, *names("TEXT", "PACKED-TEXT", "INTERNATIONAL-TEXT")]),
    "WebP": ("image/webp", with_packets("WEBP"), OF_PICTURES),
    "AVIF": ("image/avif", with_packets("AVIF"), OF_PICTURES),
    "HEIC": ("image/heic", a_heic, OF_PICTURES),
    "TIFF": (
        "image/tiff",
        a_tiff,
        [*names("TIFF-ARTIST", "DOCUMENT", "XMP", "IPTC", "PRIVATE-TAG"), PROFILE_OWNER],
    ),
    "PDF": (
        "application/pdf",
        a_pdf,
        [
            *names("PDF-AUTHOR", "PDF-TITLE", "PDF-XMP", "ATTACHMENT-NAME", "ATTACHED", "NOTE-AUTHOR", "NOTE"),
            *IN_EXIF,
            *names("XMP", "IPTC", "JPEG-COMMENT"),
        ],
    ),
    **{
        kind.upper(): (
            media_type,
            a_film(kind),
            [
                *names("FILM-ARTIST", "FILM-TITLE", "FILM-COMMENT", "FILM-MAKER", "TRACK", "CHAPTER", "SAID"),
                "WHO-FILM-XMP",
            ],
        )
        for kind, media_type in (("mp4", "video/mp4"), ("mov", "video/quicktime"))
    },
    "GLB": (
        "model/gltf-binary",
        a_model,
        [
            *names("GENERATOR", "COPYRIGHT", "ASSET-EXTRAS", "NODE", "NODE-EXTRAS", "MESH", "MATERIAL", "EXTENSION"),
            *names("IMAGE", "TEXTURE-TEXT", "BETWEEN-PARTS", "CHUNK-OF-ITS-OWN", "KEY"),
        ],
    ),
}

"""Addresses of published pictures: the public copy once it is made, until then our own redirect to the bucket."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, url_for

from competition.entries.rules.file_words import ALT, CAPTION, CREDIT
from competition.entries.rules.versions import Words
from competition.publication.models import PublishedWork
from competition.publication.queries.public import PUBLIC_FOLDER, words_of_picture
from config import Settings

WIDE = 1.2


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture as the `picture` part takes it: sources (address, width), smallest first, and those as AVIF."""

    sources: list[tuple[str, int]]
    modern: list[tuple[str, int]]
    width: int
    height: int
    colour: str
    caption: Words
    credit: Words
    alt: Words

    @property
    def is_wide(self) -> bool:
        """Tell whether a picture is broad enough to fill a page from edge to edge."""
        return self.width >= self.height * WIDE


def pictures_of(work: PublishedWork) -> list[ShownPicture]:
    """Return the pictures of a work, the one that stands for it first, then in the maker's order."""
    return [
        ShownPicture(
            sources=[(_address(work, number, size), size["width"]) for size in picture["sizes"]],
            # Our own redirect knows one format only; it serves for the moments until the copies are made.
            modern=[
                (_address(work, number, size), size["width"])
                for size in (picture.get("modern", ()) if work.is_copied else ())
            ],
            width=picture["width"],
            height=picture["height"],
            colour=picture["colour"],
            caption=words_of_picture(work, picture, CAPTION),
            credit=words_of_picture(work, picture, CREDIT),
            alt=words_of_picture(work, picture, ALT),
        )
        for number, picture in enumerate(work.pictures)
    ]


def _address(work: PublishedWork, number: int, size: dict[str, str]) -> str:
    if not work.is_copied:
        return url_for("publication_fixed.picture", work_id=work.id, number=number, width=size["width"])
    return f"{_media()}/{size['public_key'].removeprefix(f'{PUBLIC_FOLDER}/')}"


def _media() -> str:
    """Return where the public prefix is served: by a CDN if one is named, else by the bucket itself."""
    settings: Settings = current_app.extensions["facet_settings"]
    return settings.public_media_url or f"{settings.bucket_origin}/{settings.s3_bucket}/{PUBLIC_FOLDER}"

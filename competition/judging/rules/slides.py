"""What stands on the stage: each picture, video and page of a document by itself, under a key of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from competition.entries.rules import ShownFile, Source

SlideKind = Literal["picture", "video", "page"]


@dataclass(frozen=True, slots=True)
class Slide:
    """One thing to look at. `number` counts slides from 1, `page` the pages of a document.

    `key` is the file's id, for pages `id.page`: fresh links are asked for by it.
    """

    key: str
    kind: SlideKind
    number: int
    page: int
    width: int
    height: int
    colour: str
    levels: tuple[Source, ...]
    video_url: str | None = None

    def as_levels(self) -> list[dict[str, str | int]]:
        """Return the levels as the viewer takes them, smallest first."""
        return [{"url": level.url, "width": level.width, "height": level.height} for level in self.levels]


def slides_of(files: Iterable[ShownFile]) -> list[Slide]:
    """Return the files of an entry as slides, in order; a document is one slide per page."""
    found: list[Slide] = []
    for file in files:
        for page, levels in enumerate(file.pages or (file.sources,), start=1):
            found.append(_slide(file, len(found) + 1, page, levels))
    return found


def slide_at(slides: list[Slide], key: str | None) -> Slide | None:
    """Return the slide of that key, else the first one."""
    return next((slide for slide in slides if slide.key == key), slides[0] if slides else None)


def links_of(files: Iterable[ShownFile], keys: Iterable[str]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return the links of the wanted slides by key, smallest level first; and those of the videos among them."""
    wanted = set(keys)
    slides = [slide for slide in slides_of(files) if slide.key in wanted]
    levels = {slide.key: [source.url for source in slide.levels] for slide in slides}
    return levels, {slide.key: slide.video_url for slide in slides if slide.video_url}


def file_ids(keys: Iterable[str]) -> list[str]:
    """Return the ids of the files that keys of slides name."""
    return sorted({key.partition(".")[0] for key in keys})


def _slide(file: ShownFile, number: int, page: int, levels: tuple[Source, ...]) -> Slide:
    is_document = bool(file.pages)
    largest = levels[-1] if is_document and levels else None
    return Slide(
        key=f"{file.file_id}.{page}" if is_document else file.file_id,
        kind="page" if is_document else "video" if file.kind == "video" else "picture",
        number=number,
        page=page,
        width=largest.width if largest else file.width,
        height=largest.height if largest else file.height,
        colour=file.colour,
        levels=levels,
        video_url=file.video_url,
    )

"""What stands on the stage: each picture, video, model and page of a document by itself, under a key of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from competition.entries.rules.shown import NOTHING, ShownFile, Source
from competition.entries.rules.versions import Words

SlideKind = Literal["picture", "video", "model", "page"]


@dataclass(frozen=True, slots=True)
class Slide:
    """One thing to look at. `number` counts slides from 1, `page` the pages of a document, of which there are `pages`.

    `key` is the file's id, for pages `id.page`: fresh links are asked for by it. `levels` is a pyramid of whole
    pictures; of a video or a model it is the poster, and `whole_url` the thing itself.
    """

    key: str
    kind: SlideKind
    number: int
    page: int
    pages: int
    width: int
    height: int
    colour: str
    levels: tuple[Source, ...]
    caption: Words
    alt: Words = NOTHING
    whole_url: str | None = None

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


def links_of(files: Iterable[ShownFile], keys: Iterable[str]) -> dict[str, Any]:
    """Return fresh links of the wanted slides as a stage takes them: by key, smallest first; and when they end."""
    wanted, shown = set(keys), list(files)
    slides = [slide for slide in slides_of(shown) if slide.key in wanted]
    ends = ends_of(shown)
    return {
        "links": {slide.key: [source.url for source in slide.levels] for slide in slides},
        "wholes": {slide.key: slide.whole_url for slide in slides if slide.whole_url},
        "expires_at": ends.isoformat() if ends else None,
    }


def ends_of(files: Iterable[ShownFile]) -> datetime | None:
    """Return the instant from which one of these files' links is refused."""
    return min((file.expires_at for file in files), default=None)


def file_ids(keys: Iterable[str]) -> list[str]:
    """Return the ids of the files that keys of slides name."""
    return sorted({key.partition(".")[0] for key in keys})


def _slide(file: ShownFile, number: int, page: int, levels: tuple[Source, ...]) -> Slide:
    is_document = bool(file.pages)
    largest = levels[-1] if is_document and levels else None
    return Slide(
        key=f"{file.file_id}.{page}" if is_document else file.file_id,
        kind=_kind(file),
        number=number,
        page=page,
        pages=len(file.pages),
        width=largest.width if largest else file.width,
        height=largest.height if largest else file.height,
        colour=file.colour,
        levels=levels,
        caption=file.caption,
        alt=file.alt,
        whole_url=file.video_url or file.model_url,
    )


def _kind(file: ShownFile) -> SlideKind:
    if file.pages:
        return "page"
    return "picture" if file.kind == "document" else file.kind

"""What may be shown of an entry: clean copies of its files, and the blind view of the jury."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from competition.entries.rules.versions import Words
from competition.i18n import Picked, Texts

NOTHING = Words("", "")
ShownKind = Literal["picture", "video", "document", "model"]


@dataclass(frozen=True, slots=True)
class Source:
    """One size of a picture, behind a signed link."""

    width: int
    height: int
    url: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as others may see it: derivatives only, no name, no metadata.

    `sources` are the picture, the poster of a video or a model, or a document's first page, as WebP, smallest first;
    `modern` is some of them as AVIF. `pages` are the pages of a document in their order, each smallest first. No link
    works after `expires_at`. What the team says of the file is here but for its credit: that names people.
    """

    file_id: str
    field_id: str
    kind: ShownKind
    width: int
    height: int
    colour: str
    sources: tuple[Source, ...]
    pages: tuple[tuple[Source, ...], ...]
    video_url: str | None
    model_url: str | None
    modern: tuple[Source, ...]
    expires_at: datetime
    caption: Words = NOTHING
    alt: Words = NOTHING
    is_cover: bool = False

    @property
    def srcset(self) -> list[tuple[str, int]]:
        """Return the sources as the `picture` part takes them: address and width, smallest first."""
        return [(one.url, one.width) for one in self.sources]

    @property
    def modern_srcset(self) -> list[tuple[str, int]]:
        """Return those as AVIF in the same way."""
        return [(one.url, one.width) for one in self.modern]


@dataclass(frozen=True, slots=True)
class JuryAnswer:
    """A question that the jury may see, and its answer, with the other versions of an entrant's words.

    One that was asked until an instant, and has been changed or dropped since, is given as it stood then.
    """

    field_id: str
    label: Picked
    text: Words
    asked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LaterAnswers:
    """What a later round asked, and what was handed in for it."""

    position: int
    round: Texts
    answers: tuple[JuryAnswer, ...]


@dataclass(frozen=True, slots=True)
class JuryEntry:
    """An entry as a jury sees it: by its code. No person, no address, no file name is in it."""

    entry_id: str
    call_id: str
    code: str
    category_id: str | None
    category: Texts
    title: Words
    answers: tuple[JuryAnswer, ...]
    later: tuple[LaterAnswers, ...]
    files: tuple[ShownFile, ...]

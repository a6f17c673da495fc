"""What passes between the application and the limited process."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Order:
    """What to do: decode `source`, of this media type, within these limits, and write copies into `folder`.

    `most_pixels` bounds width × height before anything is decoded.
    """

    source: str
    media_type: str
    folder: str
    most_pixels: int = 200_000_000
    most_pages: int = 60
    most_seconds: int = 600


@dataclass(frozen=True, slots=True)
class Made:
    """One clean copy: its form (`picture`, `poster`, `page`, `video`), page from 1, and size in pixels."""

    form: str
    name: str
    media_type: str
    width: int
    height: int
    page: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. `refusal` is a code for the entrant, with the `values` that its sentence needs."""

    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    pages: int | None = None
    colour: str | None = None
    made: tuple[Made, ...] = ()
    refusal: str | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def to_plain(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Report:
        """Return the report that `to_plain` wrote."""
        return cls(**{**plain, "made": tuple(Made(**one) for one in plain["made"])})


class RefusedError(Exception):
    """The file breaks a rule, or cannot be decoded; `code` names the reason."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

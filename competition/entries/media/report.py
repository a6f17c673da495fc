"""What passes between the application and the limited process."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from competition.calls.rules import FieldKind, FilesOptions, options_of
from competition.entries.rules.findings import Found, fault_in


@dataclass(frozen=True, slots=True)
class Order:
    """What to do: decode `source`, of this media type, and write copies into `folder`.

    `options` are those of the question, as they are stored: what breaks its rules is refused before it is decoded.
    """

    source: str
    media_type: str
    folder: str
    options: dict[str, Any] = field(default_factory=dict)

    def require(self, found: Found) -> None:
        """Raise `RefusedError` if what is known of the file by now breaks a rule of its question."""
        fault = fault_in(found, self._rules())
        if fault:
            raise RefusedError(fault.code, **fault.values)

    def _rules(self) -> FilesOptions:
        least = {"accept": [self.media_type], "max_bytes": 1}
        found = options_of(FieldKind.files, {**least, **self.options})
        assert isinstance(found, FilesOptions)  # noqa: S101 - `options_of` returns these for a question for files
        return found


@dataclass(frozen=True, slots=True)
class Made:
    """One clean copy: its form (`picture`, `poster`, `page`, `video`, `model`), page from 1, and size in pixels."""

    form: str
    name: str
    media_type: str
    width: int
    height: int
    page: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. `refusal` is a code for the entrant, with the `values` that its sentence needs.

    `likeness` is a perceptual hash of 64 bits, in hex.
    """

    found: Found = field(default_factory=Found)
    colour: str | None = None
    likeness: str | None = None
    made: tuple[Made, ...] = ()
    refusal: str | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def to_plain(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Report:
        """Return the report that `to_plain` wrote."""
        read = {"found": Found(**plain["found"]), "made": tuple(Made(**one) for one in plain["made"])}
        return cls(**{**plain, **read})


class RefusedError(Exception):
    """The file breaks a rule, or cannot be decoded; `code` names the reason."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

"""Fields whose text is clean before anyone reads it: NFC, no control characters, no lone surrogates."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, Field, Form, StringField, TextAreaField, ValidationError

ALLOWED_CONTROLS = frozenset("\n\t")
# Marks that reverse or hide the reading order: used to disguise names, never needed in plain text.
BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def normalise(text: str | None) -> str | None:
    """Return text in NFC with Unix line ends and no blanks around it."""
    if text is None:
        return None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def is_clean(text: str) -> bool:
    """Tell whether a text holds nothing that cannot be shown or stored."""
    return not any(
        (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in ALLOWED_CONTROLS) or sign in BIDI_OVERRIDES
        for sign in text
    )


def clean_text(_form: Form, field: Field) -> None:
    """Refuse text with invisible control characters."""
    if field.data and not is_clean(field.data):
        raise ValidationError(
            _l("This text contains invisible control characters. Remove them, or type the text again.")
        )


class TextField(StringField):
    """One line of clean text."""

    def __init__(self, label: Any = None, validators: Any = (), **options: Any) -> None:
        super().__init__(label, [clean_text, *validators], filters=[normalise], **options)


class LongTextField(TextAreaField):
    """Several lines of clean text."""

    def __init__(self, label: Any = None, validators: Any = (), **options: Any) -> None:
        super().__init__(label, [clean_text, *validators], filters=[normalise], **options)


class ZonedDateTimeField(DateTimeLocalField):
    """A wall-clock time in the call's zone; `data` is UTC.

    A time that the clocks skip is refused. One that comes twice, when the clocks are put back, asks which is meant:
    the answer, "0" for the first and "1" for the second, is a second value under the same name.
    """

    def __init__(self, label: Any = None, validators: Any = (), *, zone: str = "UTC", **options: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **options)
        self.zone = zone
        self.asks_which = False

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the wall-clock time and turn it into UTC."""
        super().process_formdata(valuelist[:1])
        given: datetime | None = getattr(self, "data", None)
        if given is not None:
            self.data = self._to_utc(given, valuelist[1] if len(valuelist) > 1 else "")

    @property
    def twice(self) -> list[tuple[str, datetime, str, bool]]:
        """Return the two moments of a time that comes twice: value, instant, offset from UTC, chosen; else nothing."""
        naive = self._naive()
        both = self._both(naive) if naive else None
        if both is None or both[0] >= both[1]:
            return []
        chosen = None if self.asks_which else self.data
        return [(str(fold), at, self._offset(at), at == chosen) for fold, at in enumerate(both)]

    def _both(self, naive: datetime) -> tuple[datetime, datetime] | None:
        """Return what the hands mean before and after the clocks are put back; None where no calendar has the day."""
        zone = ZoneInfo(self.zone)
        try:
            return naive.replace(tzinfo=zone).astimezone(UTC), naive.replace(tzinfo=zone, fold=1).astimezone(UTC)
        except OverflowError:
            return None

    def _naive(self) -> datetime | None:
        for pattern in self.format:
            try:
                return datetime.strptime(self._value(), pattern)  # noqa: DTZ007 - the hands of a clock, no instant yet
            except ValueError:
                continue
        return None

    def _offset(self, at: datetime) -> str:
        minutes = int((at.astimezone(ZoneInfo(self.zone)).utcoffset() or timedelta()).total_seconds()) // 60
        return f"UTC{'+' if minutes >= 0 else '−'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"

    def _to_utc(self, naive: datetime, fold: str) -> datetime:
        both = self._both(naive)
        if both is None:
            raise ValueError(self.gettext("Not a valid datetime value."))
        if both[0].astimezone(ZoneInfo(self.zone)).replace(tzinfo=None) != naive:
            raise ValueError(
                self.gettext("This time does not exist: the clocks are put forward then. Choose another one.")
            )
        if both[0] != both[1] and fold not in {"0", "1"}:
            self.asks_which = True
            raise ValueError(self.gettext("This time comes twice: the clocks are put back. Choose which one you mean."))
        return both[int(fold or 0) if both[0] != both[1] else 0]

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        instant: datetime | None = self.data
        return "" if instant is None else instant.astimezone(ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:%M")


class FacetForm(FlaskForm):
    """A form with a cross-site token and a version-free life: shape only, no reads."""


def attach_error(form: Form, name: str | None, message: Any) -> None:
    """Put a refusal at the field that it is about, or above the form."""
    field = form[name] if name and name in form else None
    if field is None:
        form.form_errors.append(message)
    else:
        field.errors = [*field.errors, message]

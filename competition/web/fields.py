"""Fields whose text is clean before anyone reads it: NFC, no control characters, no lone surrogates."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
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
    """A wall-clock time in the call's zone; `data` is UTC. A time that the clocks skip is refused."""

    def __init__(self, label: Any = None, validators: Any = (), *, zone: str = "UTC", **options: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **options)
        self.zone = zone

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the wall-clock time and turn it into UTC."""
        super().process_formdata(valuelist)
        given: datetime | None = getattr(self, "data", None)
        if given is not None:
            self.data = self._to_utc(given)

    def _to_utc(self, naive: datetime) -> datetime:
        zone = ZoneInfo(self.zone)
        try:
            instant = naive.replace(tzinfo=zone).astimezone(UTC)
        except OverflowError:
            raise ValueError(self.gettext("Not a valid datetime value.")) from None
        if instant.astimezone(zone).replace(tzinfo=None) != naive:
            raise ValueError(
                self.gettext("This time does not exist: the clocks are put forward then. Choose another one.")
            )
        return instant

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
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

"""Calls as the API tells of them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from competition.calls.rules import Phase
from competition.i18n import LANGUAGES
from competition.web.api import PageAnswer


def texts(description: str) -> fields.Dict:
    """Return the field of a text in several languages, by their codes."""
    codes = fields.String(validate=validate.OneOf(list(LANGUAGES)))
    return fields.Dict(keys=codes, values=fields.String(), metadata={"description": description})


class HostSchema(Schema):
    """A host of a call; all hosts are of equal rank."""

    name = texts("Name, by language.")
    city = texts("City, by language.")
    country = fields.String(metadata={"description": "Two letters, or empty."})
    time_zone = fields.String()
    url = fields.String()


class CallSchema(Schema):
    """A published call. Instants are UTC."""

    slug = fields.String(required=True)
    title = texts("Title, by language.")
    summary = texts("Summary, by language.")
    languages = fields.List(fields.String(), required=True)
    time_zone = fields.String(required=True, metadata={"description": "The zone that the calendar is written in."})
    opens_at = fields.AwareDateTime(allow_none=True)
    due_at = fields.AwareDateTime(allow_none=True)
    closes_at = fields.AwareDateTime(allow_none=True)
    announcement_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "The planned announcement of the winners."}
    )
    phase = fields.Enum(Phase, by_value=True, required=True)
    hosts = fields.List(fields.Nested(HostSchema), required=True)
    url = fields.String(required=True)


class CallsSchema(PageAnswer):
    """A page of calls."""

    calls = fields.List(fields.Nested(CallSchema), required=True)

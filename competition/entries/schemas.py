"""What the page's scripts send, as JSON, into the same frozen commands."""

from __future__ import annotations

from typing import Any, TypeVar

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate

from competition.entries.rules.refusals import BadInput
from competition.entries.rules.uploads import MOST_PARTS, Ended, SignRequest, SlotRequest

Command = TypeVar("Command")

_ID = validate.Length(min=1, max=64)
_PLAIN = validate.Regexp(r"^[\x21-\x7e]{1,300}\Z")
MOST_IDS = 200
MOST_PARTS_AT_ONCE = 128
MOST_FILES_AT_ONCE = 50


class FileSchema(Schema):
    """A file that the browser wants to send."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=1000))
    size = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=2**53))
    media_type = fields.String(required=True, validate=validate.Length(max=100))
    replaces = fields.String(load_default=None, allow_none=True, validate=_ID)

    class Meta:
        unknown = EXCLUDE


class SlotsSchema(Schema):
    """Files that the browser wants to send in answer to one question."""

    field_id = fields.String(required=True, validate=_ID)
    files = fields.List(
        fields.Nested(FileSchema), required=True, validate=validate.Length(min=1, max=MOST_FILES_AT_ONCE)
    )

    class Meta:
        unknown = EXCLUDE

    @post_load
    def to_command(self, given: dict[str, Any], **_: Any) -> list[SlotRequest]:
        """Return the commands."""
        return [SlotRequest(given["field_id"], **one) for one in given["files"]]


class SignSchema(Schema):
    """What of an upload is to be signed: its beginning, or so many parts of the one that the bucket knows."""

    upload_id = fields.String(required=True, allow_none=True, validate=_PLAIN)
    parts = fields.List(
        fields.Integer(strict=True, validate=validate.Range(1, MOST_PARTS)),
        load_default=(),
        validate=validate.Length(max=MOST_PARTS_AT_ONCE),
    )

    class Meta:
        unknown = EXCLUDE

    @post_load
    def to_command(self, given: dict[str, Any], **_: Any) -> SignRequest:
        """Return the command."""
        return SignRequest(given["upload_id"], tuple(given["parts"]))


class EndedSchema(Schema):
    """The end of an upload: the SHA-256 that the browser computed, if it could."""

    id = fields.String(required=True, validate=_ID)
    sha256 = fields.String(load_default=None, allow_none=True, validate=validate.Regexp(r"^[0-9a-f]{64}\Z"))

    class Meta:
        unknown = EXCLUDE


class FinishedSchema(Schema):
    """Uploads that are over."""

    files = fields.List(
        fields.Nested(EndedSchema), required=True, validate=validate.Length(min=1, max=MOST_FILES_AT_ONCE)
    )

    class Meta:
        unknown = EXCLUDE

    @post_load
    def to_command(self, given: dict[str, Any], **_: Any) -> list[Ended]:
        """Return the commands, one for each file."""
        return [
            Ended(file_id, sha256) for file_id, sha256 in {one["id"]: one["sha256"] for one in given["files"]}.items()
        ]


class OrderSchema(Schema):
    """The files of one question in their new order."""

    field_id = fields.String(required=True, validate=_ID)
    files = fields.List(fields.String(validate=_ID), required=True, validate=validate.Length(max=MOST_IDS))

    class Meta:
        unknown = EXCLUDE


def read(schema: Schema, body: Any) -> Any:
    """Return what a body says, or raise `BadInput`."""
    try:
        return schema.load(body)
    except ValidationError as error:
        raise BadInput from error

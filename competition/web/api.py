"""The API: `/api/v1`, its description at `/api/v1/openapi.json`, its errors those of every other surface.

An operation is a view of a domain's API blueprint, with a gate like any page, its query and its answer as
marshmallow schemas. What the public may read is kept for a minute and has an ETag, as public pages have.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, make_response
from flask_smorest import Api, Blueprint
from marshmallow import Schema, fields, validate
from werkzeug.wrappers import Response

from competition.web import caching, gates

PREFIX = "/api/v1"
SETTINGS = {
    "API_TITLE": "Facet",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.0.3",
    "OPENAPI_URL_PREFIX": PREFIX,
    "OPENAPI_JSON_PATH": "openapi.json",
}
DESCRIPTION = "api-docs.openapi_json"


class PageQuery(Schema):
    """Which page of a long list is asked for."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, 10_000))
    per_page = fields.Integer(load_default=20, validate=validate.Range(1, 100))


class PageAnswer(Schema):
    """What every page of a long list says beside its rows."""

    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class _Api(Api):
    def _register_error_handlers(self) -> None:
        """Leave errors to `web.errors`, which answers programs in JSON."""


def public_blueprint(name: str, description: str) -> Blueprint:
    """Return a blueprint of operations that anyone may read."""
    blueprint = Blueprint(name, name, url_prefix=PREFIX, description=description)

    @blueprint.after_request
    def keep(answer: Response) -> Response:
        return caching.for_everyone(answer) if answer.status_code == 200 else answer

    return blueprint


def init_app(app: Flask, blueprints: Sequence[Blueprint]) -> None:
    """Attach the operations, and the description made of them."""
    app.config.update(SETTINGS)
    api = _Api(app)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    describe = app.view_functions[DESCRIPTION]

    def openapi_json() -> Response:
        return caching.for_everyone(make_response(describe()))

    app.view_functions[DESCRIPTION] = gates.public(openapi_json)

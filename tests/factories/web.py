"""Browsers: each request in its own context, and forms sent with the token that their page carries."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Browser(FlaskClient):
    """A test client whose requests share nothing with the context that a test runs in, as on a server."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with self.application.app_context():
            return super().open(*args, **kwargs)


def post(client: FlaskClient, url: str, data: dict[str, Any] | None = None, *, page: str | None = None) -> TestResponse:
    """Send a form to `url` with the token of its page (`page`, else `url` itself)."""
    return client.post(url, data={"csrf_token": token_on(client, page or url), **(data or {})})


def token_on(client: FlaskClient, page: str) -> str:
    """Return the token against forged requests that a page carries."""
    found = _TOKEN.search(client.get(page).get_data(as_text=True))
    assert found, f"{page} shows no form"
    return found.group(1)

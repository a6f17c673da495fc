"""The edge answers before any domain does."""

from __future__ import annotations

from flask.testing import FlaskClient


def test_health_needs_nothing(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}


def test_a_forged_host_is_refused(client: FlaskClient) -> None:
    assert client.get("/healthz", base_url="http://evil.example").status_code == 400

"""The demo's pages: there in a demo, gone without."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("path", ["/en/demo", "/zh/demo", "/en/demo/mailbox", "/en/demo/parts"])
def test_the_demos_pages_are_only_in_a_demo(app: Flask, client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200
    app.extensions["facet_settings"] = app.extensions["facet_settings"].model_copy(update={"demo": False})
    try:
        assert client.get(path).status_code == 404
    finally:
        app.extensions["facet_settings"] = app.extensions["facet_settings"].model_copy(update={"demo": True})


def test_an_unknown_part_is_not_there(client: FlaskClient) -> None:
    assert client.post("/en/demo/emperor", headers={"X-CSRFToken": "none"}).status_code == 400

"""The page of parts shows every part in every language, and keeps to the strict policy."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from competition.i18n import LANGUAGES

ROUTE = "/{}/demo/parts"
# A policy without 'unsafe-inline' drops these without a word: better that they are never written.
INLINE = re.compile(r"<[a-z][^>]*\s(?:style|on[a-z]+)\s*=", re.IGNORECASE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_is_shown(client: FlaskClient, lang: str) -> None:
    assert client.get(ROUTE.format(lang)).status_code == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_part_has_an_inline_style_or_handler(client: FlaskClient, lang: str) -> None:
    assert INLINE.findall(client.get(ROUTE.format(lang)).text) == []


def test_the_page_says_its_language_as_browsers_know_it(client: FlaskClient) -> None:
    assert '<html lang="zh-Hans">' in client.get(ROUTE.format("zh")).text


def test_an_answer_that_is_missing_is_said_at_its_field(client: FlaskClient) -> None:
    text = client.get(ROUTE.format("en")).text
    said = re.search(r'<p class="field-error" id="height-error">.*?<span>(.*?)</span>', text, re.DOTALL)
    assert said is not None
    assert said[1] == "Give the height as a number, such as 42 or 42.5."

"""Sizes as people read them."""

from __future__ import annotations

import pytest
from flask import Flask

from competition.entries.views.words import size_words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 kB"),
        (905_000, "905 kB"),
        (16_440_000, "16.4 MB"),
        (5_000_000_000, "5 GB"),
        (5_000_000_000_000, "5,000 GB"),
    ],
)
def test_a_size_is_said_in_the_unit_that_fits(app: Flask, size: int, words: str) -> None:
    with app.test_request_context("/en/"):
        assert size_words(size) == words

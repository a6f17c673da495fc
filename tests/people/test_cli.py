"""The operator's own way to make an account."""

from __future__ import annotations

import pytest
from flask import Flask

from competition.people import queries

pytestmark = pytest.mark.integration


def test_an_account_is_made_whose_address_counts_as_confirmed(app: Flask) -> None:
    words = ["people", "create", "Lin@Example.org", "林悦", "--locale", "zh", "--password", "a quiet river of glass"]
    answer = app.test_cli_runner().invoke(args=words)
    person = queries.person_by_email("lin@example.org")
    assert person is not None
    assert (answer.exit_code, answer.output.strip()) == (0, person.id)
    assert (person.name, person.locale, person.email_confirmed_at is not None) == ("林悦", "zh", True)


def test_a_weak_password_is_refused_with_its_sentence(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["people", "create", "lin@example.org", "Lin", "--password", "short"])
    assert (answer.exit_code, "Use at least 15 characters." in answer.output) == (1, True)

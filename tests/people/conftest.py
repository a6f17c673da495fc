"""People's tests send many forms from one address, and check many passwords."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from flask import Flask

from competition.people.services import passwords
from competition.web.limits import limiter


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash by the same algorithm at its least cost."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(autouse=True)
def _fresh_limits(request: pytest.FixtureRequest) -> None:
    """Begin with a fresh count of requests."""
    if "app" in request.fixturenames:
        app: Flask = request.getfixturevalue("app")
        with app.app_context():
            limiter.reset()

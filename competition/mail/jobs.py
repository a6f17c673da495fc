"""The jobs of the outbox."""

from __future__ import annotations

from competition.mail import services


def send(letter_id: str) -> None:
    """Send one letter."""
    services.send(letter_id)


JOBS = {"mail.send": send}

"""To whom the letters of people go, and how often at most."""

from __future__ import annotations

from datetime import datetime

from competition.mail import Recipient
from competition.people.models import Person


def recipient(person: Person) -> Recipient:
    """Return a person as the reader of a letter."""
    return Recipient(person.email, person.name, person.locale, person.id)


def spaced(event: str, subject: str, at: datetime) -> str:
    """Return a key under which one letter goes out in five minutes: nobody's mailbox can be flooded through us."""
    return f"{event}:{subject}:{int(at.timestamp()) // 300}"

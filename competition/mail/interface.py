"""What the application asks of the post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """A rendered letter, ready for the post. `message_id` is stable over repeated attempts."""

    message_id: str
    to: str
    subject: str
    text: str
    html: str
    locale: str


class PostUnavailableError(Exception):
    """The post did not take the letter now; it may later."""


class Post(Protocol):
    """Takes letters."""

    def send(self, message: Message) -> None:
        """Hand over one letter; raise `PostUnavailableError` if that failed."""
        ...


class MemoryPost:
    """Keeps letters in a list; for unit tests of services."""

    def __init__(self) -> None:
        self.sent: list[Message] = []

    def send(self, message: Message) -> None:
        """Keep the letter."""
        self.sent.append(message)

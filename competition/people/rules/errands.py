"""What is begun in one request and ended in another by a secret: it serves once and runs out."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from competition.people.rules.refusals import PeopleError


class Purpose(StrEnum):
    """What a secret is for."""

    confirm = "confirm"
    reset = "reset"
    new_address = "new_address"
    second_step = "second_step"
    passkey = "passkey"
    new_passkey = "new_passkey"


LIFETIME = {
    Purpose.confirm: timedelta(days=7),
    Purpose.reset: timedelta(hours=1),
    Purpose.new_address: timedelta(days=1),
    Purpose.second_step: timedelta(minutes=10),
    Purpose.passkey: timedelta(minutes=5),
    Purpose.new_passkey: timedelta(minutes=5),
}


class LinkSpent(PeopleError):
    """A link or a step was used already, ran out, or never was."""

    code = "link_spent"
    status = 410

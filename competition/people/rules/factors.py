"""What second factors may refuse."""

from __future__ import annotations

from competition.people.rules.refusals import PeopleError

MOST_PASSKEYS = 20
RECOVERY_CODES = 10


class WrongCode(PeopleError):
    """The code is wrong, old, or was used before."""

    code = "wrong_code"
    field = "code"


class PasskeyRefused(PeopleError):
    """The browser's answer does not prove a passkey that we know."""

    code = "passkey_refused"


class PasskeyKnown(PeopleError):
    """This passkey was added before."""

    code = "passkey_known"


class TooManyPasskeys(PeopleError):
    """Nobody needs more than twenty."""

    code = "too_many_passkeys"

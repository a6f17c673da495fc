"""What second factors may refuse."""

from __future__ import annotations

import unicodedata

from competition.people.rules.refusals import PeopleError

MOST_PASSKEYS = 20
RECOVERY_CODES = 10
MOST_IN_NAME = 100


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


class PasskeyNameUnusable(PeopleError):
    """A passkey needs a name of at most a hundred visible characters."""

    code = "passkey_name_unusable"
    field = "name"


class TooManyPasskeys(PeopleError):
    """Nobody needs more than twenty."""

    code = "too_many_passkeys"


def passkey_name(text: object) -> str:
    """Return the name of a passkey as it is kept; raise `PasskeyNameUnusable` for none, a long or an invisible one."""
    name = unicodedata.normalize("NFC", text).strip() if isinstance(text, str) else ""
    if not 0 < len(name) <= MOST_IN_NAME or any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in name):
        raise PasskeyNameUnusable
    return name

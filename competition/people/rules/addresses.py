"""E-mail addresses in one spelling, so that look-alikes are one account or visibly another."""

from __future__ import annotations

import unicodedata

from email_validator import EmailNotValidError, validate_email

from competition.people.rules.refusals import PeopleError


class EmailUnusable(PeopleError):
    """No letter can reach this address."""

    code = "email_unusable"
    field = "email"


class SameAddress(PeopleError):
    """The new address is the one that the account has."""

    code = "address_same"
    field = "email"


class AddressTaken(PeopleError):
    """The address has got an account of its own meanwhile."""

    code = "address_taken"
    status = 409


def normal_email(text: str) -> str:
    """Return the one spelling of an address: NFKC, lower case, its domain in ASCII (IDNA).

    Full-width signs, as a Chinese keyboard types them, become plain ones. A domain with look-alike letters
    becomes its `xn--` form, which cannot be taken for the one it imitates. Letters outside ASCII before the @
    are refused, and so are control characters: raises `EmailUnusable`.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        parts = validate_email(
            plain,
            check_deliverability=False,
            allow_smtputf8=False,
            globally_deliverable=False,
            allow_quoted_local=False,
            strict=True,
        )
    except (EmailNotValidError, UnicodeError) as fault:
        raise EmailUnusable from fault
    if not parts.ascii_domain or "." not in parts.ascii_domain:
        raise EmailUnusable
    return f"{parts.local_part}@{parts.ascii_domain}".lower()

"""Erasing an account: asked with a password, done after a week, called off until then."""

from __future__ import annotations

from datetime import timedelta

from competition.people.rules.refusals import PeopleError

WAIT = timedelta(days=7)
# What stands where a name stood; it is no name in any language.
NOBODY = "–"


class OwnsCalls(PeopleError):
    """A call would be left without an owner: another owner comes first."""

    code = "erasure_owns_calls"


class ErasureAsked(PeopleError):
    """The erasure is asked for already."""

    code = "erasure_asked"
    status = 409


def blank_address(person_id: str) -> str:
    """Return the address of one who was erased: unique, and no letter ever goes there (RFC 2606)."""
    return f"{person_id}@erased.invalid"

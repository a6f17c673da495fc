"""What accounts may refuse; the sentences stand in `labels.py`."""

from __future__ import annotations

from typing import ClassVar

from competition.errors import DomainError


class PeopleError(DomainError):
    """A refusal that names the form field it is about; None is the form as a whole."""

    field: ClassVar[str | None] = None


class WrongSignIn(PeopleError):
    """Address and password do not belong together: one sentence for unknown addresses and for wrong passwords."""

    code = "wrong_sign_in"


class WrongPassword(PeopleError):
    """The current password, asked for again before a change, is wrong."""

    code = "wrong_password"
    field = "current"


class AddressUnconfirmed(PeopleError):
    """The e-mail address must be confirmed before this."""

    code = "address_unconfirmed"


class InvitationClosed(PeopleError):
    """The invitation was taken back, ran out or was accepted by somebody else."""

    code = "invitation_closed"
    status = 410


class InvitationForAnother(PeopleError):
    """The person who is signed in has another address than the invitation."""

    code = "invitation_for_another"

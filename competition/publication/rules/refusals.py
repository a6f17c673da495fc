"""What release may refuse. The sentences stand in `labels.REFUSALS`, by code."""

from __future__ import annotations

from competition.errors import DomainError


class NobodyCanSign(DomainError):
    """The call asks one signature of each host and has none: such a release could never be signed."""

    code = "release_nobody_can_sign"


class NotReadyToRelease(DomainError):
    """The decisions cannot be published as they stand (`obstacles`: names of `Obstacle`)."""

    code = "release_not_ready"
    status = 409


class AlreadyProposed(DomainError):
    """A call has one release under way: call it off to propose another."""

    code = "release_already_proposed"
    status = 409


class AlreadyReleased(DomainError):
    """The winners are published: neither decided nor released again."""

    code = "release_already_published"
    status = 409


class MarksArePublished(DomainError):
    """The winners are published: the marks by which they were found stand."""

    code = "release_marks_are_published"
    status = 409


class TimeIsPast(DomainError):
    """The announcement lies in the future, or in the running minute."""

    code = "release_time_is_past"


class MayNotSign(DomainError):
    """The person signed already, or no missing signature is his to give."""

    code = "release_may_not_sign"
    status = 409


class AuditorTookPart(DomainError):
    """An auditor who organises the call, or sits on its jury, does not vouch for it."""

    code = "release_auditor_took_part"
    status = 409


class ContentChanged(DomainError):
    """What would be announced is not what the person had before his eyes."""

    code = "release_content_changed"
    status = 409


class NothingToCallOff(DomainError):
    """No release is under way."""

    code = "release_nothing_to_call_off"
    status = 409


class ReleaseSigned(DomainError):
    """A release of these prizes has a signature: they stand until it is called off."""

    code = "release_signed"
    status = 409

"""What a verb of calls may refuse. The sentences stand in `labels.REFUSALS`, by code."""

from __future__ import annotations

from competition.errors import DomainError


class AddressNotConfirmed(DomainError):
    """Only a person whose e-mail address is confirmed makes a call."""

    code = "call_needs_confirmed_address"


class AlreadyPublished(DomainError):
    """A call is published once."""

    code = "call_already_published"


class NotReady(DomainError):
    """Something is still missing for publication (`missing`: names of `Missing`)."""

    code = "call_not_ready"


class BadTexts(DomainError):
    """A text is missing in a language of the call, or stands in one that it does not speak (`at`)."""

    code = "call_bad_texts"


class BadSlug(DomainError):
    """An address may hold small letters, digits and single hyphens."""

    code = "call_bad_slug"


class SlugTaken(DomainError):
    """Another call has this address."""

    code = "call_slug_taken"


class SlugLocked(DomainError):
    """The address of a published call stands: it has been printed and sent."""

    code = "call_slug_locked"


class UnknownZone(DomainError):
    """The time zone database does not know this zone."""

    code = "call_unknown_zone"


class DatesOutOfOrder(DomainError):
    """Some dates come too early (`dates`: name → the date it must follow)."""

    code = "call_dates_out_of_order"


class DatesMissing(DomainError):
    """A published call keeps a whole calendar (`dates`: names)."""

    code = "call_dates_missing"


class CategoryInUse(DomainError):
    """Entries stand in this category."""

    code = "call_category_in_use"


class CategoryAsks(DomainError):
    """A question is asked in this category only."""

    code = "call_category_asks"


class RoundAsks(DomainError):
    """Questions are asked in this round."""

    code = "call_round_asks"


class LastOfItsKind(DomainError):
    """A published call keeps at least one host and one category."""

    code = "call_last_of_its_kind"


class TooMany(DomainError):
    """A call has at most `most` of these."""

    code = "call_too_many"


class FormLocked(DomainError):
    """A question that is no longer asked stands as it was: entries answered it."""

    code = "call_form_locked"


class BadOptions(DomainError):
    """A question is told something that its kind cannot be (`at`: which option)."""

    code = "call_bad_options"


class BadCondition(DomainError):
    """A question can hang on known answers of one earlier question only."""

    code = "call_bad_condition"


class QuestionNeeded(DomainError):
    """Another question is asked only because of this one."""

    code = "call_question_needed"


class AlreadyTakesPart(DomainError):
    """The institution has this part already."""

    code = "call_already_takes_part"


class InstitutionShared(DomainError):
    """The institution takes part in a call of other organisers too: one call alone does not reword it."""

    code = "call_institution_shared"


class WrongLogo(DomainError):
    """A logo is a picture of one of three kinds, told by its bytes."""

    code = "call_wrong_logo"


class LogoTooLarge(DomainError):
    """A logo has at most `most` kilobytes."""

    code = "call_logo_too_large"


class TooManyPixels(DomainError):
    """A logo has at most `most` pixels on a side."""

    code = "call_logo_too_many_pixels"


class BrokenLogo(DomainError):
    """The file of a logo cannot be decoded to its end."""

    code = "call_logo_broken"


class LogoNotStored(DomainError):
    """The bucket did not take the logo."""

    code = "call_logo_not_stored"
    status = 503

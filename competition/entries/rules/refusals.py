"""What a verb of entries may refuse. The sentences stand in `labels.REFUSALS`, by code."""

from __future__ import annotations

from competition.errors import DomainError, NotFound, Stale


class EntryNotFound(NotFound):
    """There is no such entry, or it is another team's: both look the same."""


class CallNotOpen(DomainError):
    """The call does not take entries yet."""

    code = "entry_call_not_open"


class CallClosed(DomainError):
    """The hard close has passed."""

    code = "entry_call_closed"


class RoundNotOpen(DomainError):
    """A later round does not ask its questions yet."""

    code = "entry_round_not_open"


class RoundDue(DomainError):
    """What a later round asks was due before."""

    code = "entry_round_due"


class PastDue(DomainError):
    """What is handed in may be changed until the due time, not after it."""

    code = "entry_past_due"


class AddressNotConfirmed(DomainError):
    """A draft may be saved without a confirmed address; handing in needs one."""

    code = "entry_needs_confirmed_address"


class TooManyEntries(DomainError):
    """A person leads at most `most` entries in one call."""

    code = "entry_too_many"


class SketchTooLong(DomainError):
    """More was typed than is kept for a visitor."""

    code = "entry_sketch_too_long"
    status = 413


class DraftStale(Stale):
    """Another tab or member saved a newer version (`theirs`, at `version`); nothing was overwritten."""

    code = "entry_stale"


class TranslationStale(Stale):
    """Another organiser saved a newer version (`newest`) of this translation; nothing was overwritten."""

    code = "entry_translation_stale"


class NotSoNow(DomainError):
    """The entry's state does not allow this."""

    code = "entry_wrong_state"
    status = 409


class NotAsked(DomainError):
    """Only the parts that the organisers asked to mend are open."""

    code = "entry_not_asked"
    status = 409


class Incomplete(DomainError):
    """Something is still missing (`missing`: a list of `Lack` as plain values)."""

    code = "entry_incomplete"


class ContentChanged(DomainError):
    """The draft was changed after the page that the person agreed to; he should see it before it counts."""

    code = "entry_content_changed"
    status = 409


class WordingChanged(DomainError):
    """A consent was worded anew after the page that the person answered; he should read it before it counts."""

    code = "entry_wording_changed"
    status = 409


class AlreadyHandedIn(DomainError):
    """Exactly this content stands already, by receipt `number`."""

    code = "entry_already_handed_in"
    status = 409


class KeyReused(DomainError):
    """The same idempotency key came with another body."""

    code = "entry_key_reused"


class KindNotAccepted(DomainError):
    """The question takes other kinds of file (`accept`: in words)."""

    code = "upload_kind_not_accepted"


class TooLarge(DomainError):
    """One file may have at most `most` bytes here."""

    code = "upload_too_large"
    status = 413


class EmptyFile(DomainError):
    """A file of no bytes holds no work."""

    code = "upload_empty"


class TooManyFiles(DomainError):
    """The question takes at most `most` files."""

    code = "upload_too_many_files"


class SlotClosed(DomainError):
    """The upload is over: finished, cancelled, removed, or begun too long ago."""

    code = "upload_slot_closed"
    status = 409


class BadRequestToSign(DomainError):
    """A part, key or upload that does not belong to this slot."""

    code = "upload_bad_request"


class BadInput(DomainError):
    """What a script sent has not the shape that was agreed."""

    code = "upload_bad_input"


class NotArrived(DomainError):
    """The bucket has no object under the slot's key yet."""

    code = "upload_not_arrived"
    status = 409


class StoreDown(DomainError):
    """The bucket does not answer; nothing is lost, trying again helps."""

    code = "upload_store_down"
    status = 503


class ReasonMissing(DomainError):
    """What two works that look alike are, is said with a reason."""

    code = "likeness_reason_missing"


class ReasonTooLong(DomainError):
    """A reason has at most `most` characters."""

    code = "likeness_reason_too_long"


class ModelInParts(DomainError):
    """A `.gltf` keeps its numbers and pictures in other files; a `.glb` holds all of them."""

    code = "upload_model_in_parts"

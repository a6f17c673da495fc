"""How many bytes the files of an entry, of a person and of a call may take."""

from __future__ import annotations

from dataclasses import dataclass

from competition.errors import DomainError

MEGA = 1_000_000
# Unless the installation says otherwise.
BYTES_PER_PERSON = 30_000 * MEGA
LEAST_MARGIN = 20_000 * MEGA


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes of files: of an entry, of its person in all calls, of the whole call; taken already, or at most."""

    entry: int
    person: int
    call: int

    def plus(self, size: int) -> Kept:
        """Return what is taken once a file of this size is kept too."""
        return Kept(self.entry + size, self.person + size, self.call + size)

    def left(self, most: Kept) -> Kept:
        """Return what may still be taken of `most`; nothing where a limit was lowered below what is there."""
        return Kept(max(0, most.entry - self.entry), max(0, most.person - self.person), max(0, most.call - self.call))


class EntryFull(DomainError):
    """The files of one entry may take no more than its call says (`megabytes` are left)."""

    code = "upload_entry_full"
    status = 413


class PersonFull(DomainError):
    """The files of one person's entries may take no more than the installation says (`megabytes` are left)."""

    code = "upload_person_full"
    status = 413


class CallFull(DomainError):
    """The files of all entries of a call may take no more than it says."""

    code = "upload_call_full"
    status = 413


def refusal_of_size(size: int, left: Kept) -> DomainError | None:
    """Return why there is no room for so many bytes, or None."""
    limits = ((left.entry, EntryFull), (left.person, PersonFull), (left.call, CallFull))
    return next((refusal(megabytes=room // MEGA) for room, refusal in limits if size > room), None)


def is_near(size: int, taken: int, most: int) -> bool:
    """Tell whether so many bytes more come so close to a limit that others who ask now must be waited for."""
    return most - taken - size < max(most // 10, LEAST_MARGIN)

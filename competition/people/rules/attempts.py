"""The lock-out after failed attempts: first free tries, then a wait that doubles, per account and per address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from competition.people.rules.refusals import PeopleError


class LockedOut(PeopleError):
    """Too many attempts failed; `minutes` says how long to wait, rounded up."""

    code = "locked_out"
    status = 429


@dataclass(frozen=True, slots=True)
class LockOut:
    """`free` failures cost nothing; each further one within `window` doubles the wait, from `first` to `longest`."""

    free: int
    first: timedelta
    longest: timedelta
    window: timedelta = timedelta(hours=24)

    def until(self, failures: Sequence[datetime]) -> datetime | None:
        """Return when the next attempt is allowed, or None if it is already; `failures` are those of the window."""
        excess = len(failures) - self.free
        if excess < 0:
            return None
        factor = 1 << min(excess, 20)  # More would overflow, and `longest` is reached long before.
        return max(failures) + min(self.first * factor, self.longest)

    def check(self, failures: Sequence[datetime], now: datetime) -> None:
        """Raise `LockedOut` while the wait lasts."""
        recent = [at for at in failures if now - at < self.window]
        until = self.until(recent)
        if until is not None and now < until:
            raise LockedOut(minutes=-(-int((until - now).total_seconds()) // 60) or 1)


# A stranger can lock an account's password with wrong guesses: so its longest wait is short, a passkey still
# opens the account, and a reset by letter lifts the lock.
BY_ACCOUNT = LockOut(free=5, first=timedelta(seconds=30), longest=timedelta(minutes=15))
# Many people may share one address (a school, a museum): more tries, then a longer wait.
BY_ADDRESS = LockOut(free=30, first=timedelta(minutes=1), longest=timedelta(hours=1))

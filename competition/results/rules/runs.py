"""Who computes and decides, what may stand in the way of a run, and under which name a juror stands in it."""

from __future__ import annotations

import base64
import hashlib

from competition.errors import DomainError
from competition.people.rules import Role

DECIDERS = (Role.owner, Role.organiser, Role.chair)
READERS = (*DECIDERS, Role.auditor)


class NothingToScore(DomainError):
    """There is no rubric, or no sheet was handed in: nothing can be computed."""

    code = "results_nothing_to_score"
    status = 409


def pseudonym(call_id: str, person_id: str) -> str:
    """Return the name under which a juror stands in a call's runs: the same each time, telling nothing of him.

    Ids are 128 random bits, so nobody finds the person by trying.
    """
    digest = hashlib.sha256(f"{call_id}/{person_id}".encode()).digest()
    return f"J-{base64.b32encode(digest).decode()[:8]}"

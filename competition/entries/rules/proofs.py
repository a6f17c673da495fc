"""How far a file's SHA-256 on a receipt is ours, today."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from competition.entries.rules.states import ARRIVED, VERIFIED, FileState


class Proof(StrEnum):
    """How far a file's SHA-256 on a receipt is ours."""

    verified = "verified"
    verified_since = "verified_since"
    verified_beside = "verified_beside"
    claimed = "claimed"
    awaited = "awaited"
    on_its_way = "on_its_way"
    landed = "landed"
    arrived = "arrived"
    refused = "refused"


def proof_of(line: Mapping[str, Any], state: FileState | None) -> Proof:
    """Return what holds today of a file's SHA-256; `state` is where the file stands now, None if it is gone.

    A file that was on its way when it was handed in has promised its SHA-256: none with another one ever arrives.

    A manifest is never written anew: what we verified after it was frozen stands on the receipt, not in it.
    """
    if state == FileState.refused:
        return Proof.refused
    if line["sha256"]:
        return Proof.verified
    claimed = line.get("sha256_by_browser")
    if line.get("awaited_until"):
        return Proof.arrived if state in VERIFIED else Proof.landed if state in ARRIVED else Proof.on_its_way
    if state in VERIFIED:
        return Proof.verified_since if claimed else Proof.verified_beside
    return Proof.claimed if claimed else Proof.awaited

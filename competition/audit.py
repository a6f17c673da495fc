"""The log: one hash chain per call and one for the platform, which no organiser can edit.

`audit_event` holds what is chained; `audit_detail` holds the words (before, after, address) with their
salt. Only the salted digest of the detail is in the chain, so that erasing a person's details leaves the
chain whole. A verb gathers events with `record()`; they are appended last before its commit, the chains
locked in the order of their names, so that two verbs cannot deadlock on them.

Digests: `detail = SHA-256(salt ‖ canonical JSON of the detail)`, `event = SHA-256(previous digest ‖
canonical JSON of the event ‖ detail digest)`, hex; the first event follows sixty-four zeros.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Select, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from competition import db
from competition.actor import Actor

PLATFORM = "platform"
START = "0" * 64


class AuditChain(db.Base):
    """The head of a chain; its row is the chain's lock."""

    __tablename__ = "audit_chain"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    length: Mapped[int] = mapped_column(BigInteger, default=0)
    head: Mapped[str] = mapped_column(String(64), default=START)


class AuditEvent(db.Base):
    """One link: who did what to which thing, when; and the digests."""

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("chain", "number"),)

    id: Mapped[db.Id]
    chain: Mapped[str] = mapped_column(String(40), ForeignKey("audit_chain.name"))
    number: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[db.Instant]
    actor_id: Mapped[str | None] = mapped_column(String(26))
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    detail_digest: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class AuditDetail(db.Base):
    """The words of an event; deleted when the person they are about is erased."""

    __tablename__ = "audit_detail"

    event_id: Mapped[str] = mapped_column(ForeignKey("audit_event.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    detail: Mapped[dict[str, Any]] = mapped_column(db.Json)


@dataclass(frozen=True, slots=True)
class _Gathered:
    chain: str
    actor: Actor
    kind: str
    subject: str
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Break:
    """The first place at which a chain does not hold."""

    chain: str
    number: int
    reason: str


def record(actor: Actor, kind: str, subject: str, *, chain: str = PLATFORM, **detail: Any) -> None:
    """Gather one event of the running verb: `kind` is `noun.verb`, `subject` is `noun:id`, `chain` a call's id."""
    info = db.session().info
    if not db.depth():
        message = "an event is recorded inside a transaction"
        raise RuntimeError(message)
    info.setdefault("log", []).append(_Gathered(chain, actor, kind, subject, detail))


def append_gathered(session: Session) -> None:
    """Append the gathered events to their chains; called once, last before the commit."""
    gathered: list[_Gathered] = session.info.pop("log", [])
    heads = {name: _locked_head(session, name) for name in sorted({one.chain for one in gathered})}
    linked = [_link(heads[one.chain], one) for one in gathered]
    session.add_all(event for event, _ in linked)
    session.flush()
    session.add_all(detail for _, detail in linked)
    session.flush()


def _locked_head(session: Session, name: str) -> AuditChain:
    query = select(AuditChain).where(AuditChain.name == name).with_for_update()
    head = session.scalar(query.execution_options(populate_existing=True))
    if head is None:
        head = AuditChain(name=name, length=0, head=START)
        session.add(head)
        session.flush()
    return head


def _link(head: AuditChain, one: _Gathered) -> tuple[AuditEvent, AuditDetail]:
    """Return the next link of a chain, and what it says; the head moves on."""
    salt = secrets.token_hex(16)
    detail = {**one.detail, "address": one.actor.address}
    event = AuditEvent(
        id=db.new_id(),
        chain=head.name,
        number=head.length + 1,
        at=one.actor.at,
        actor_id=one.actor.person_id,
        kind=one.kind,
        subject=one.subject,
        detail_digest=_digest(salt, canonical(detail)),
    )
    event.digest = _digest(head.head, _canonical_event(event), event.detail_digest)
    head.length, head.head = event.number, event.digest
    return event, AuditDetail(event_id=event.id, salt=salt, detail=json.loads(canonical(detail)))


def forget(*, subjects: Sequence[str] = (), actor_id: str | None = None) -> None:
    """Delete the words, addresses and salts of the events about these subjects, and of those that a person caused.

    Their digests stay in the chain, which therefore holds; without the salt nobody can guess what they stand for.
    """
    for start in range(0, len(subjects), 200):
        about = select(AuditEvent.id).where(AuditEvent.subject.in_(subjects[start : start + 200]))
        db.session.execute(delete(AuditDetail).where(AuditDetail.event_id.in_(about)))
    if actor_id is not None:
        caused = select(AuditEvent.id).where(AuditEvent.actor_id == actor_id)
        db.session.execute(delete(AuditDetail).where(AuditDetail.event_id.in_(caused)))


def verify(chain: str) -> Break | None:
    """Walk a chain from its start; return the first break, or None if all of it holds."""
    head = db.session.get(AuditChain, chain)
    previous, number = START, 0
    with db.session.execute(_links(chain)) as links:
        for event, detail in links:
            number += 1
            reason = _fault(event, detail, previous, number)
            if reason:
                return Break(chain, number, reason)
            previous = event.digest
    if head is not None and (head.length, head.head) != (number, previous):
        return Break(chain, number + 1, "events are missing at the end")
    return None


def chains() -> list[str]:
    """Return the names of all chains, in order."""
    return list(db.session.scalars(select(AuditChain.name).order_by(AuditChain.name)))


def head_of(chain: str) -> tuple[int, str]:
    """Return a chain's length and newest digest (0 and sixty-four zeros for an unused one)."""
    head = db.session.get(AuditChain, chain)
    return (head.length, head.head) if head else (0, START)


def _links(chain: str) -> Select[AuditEvent, AuditDetail]:
    return (
        select(AuditEvent, AuditDetail)
        .outerjoin(AuditDetail, AuditDetail.event_id == AuditEvent.id)
        .where(AuditEvent.chain == chain)
        .order_by(AuditEvent.number)
        .execution_options(yield_per=500)
    )


def _fault(event: AuditEvent, detail: AuditDetail | None, previous: str, number: int) -> str | None:
    if event.number != number:
        return "an event is missing"
    if detail is not None and _digest(detail.salt, canonical(detail.detail)) != event.detail_digest:
        return "the detail was changed"
    if _digest(previous, _canonical_event(event), event.detail_digest) != event.digest:
        return "the event was changed"
    return None


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks, instants in ISO 8601, other things as text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _canonical_event(event: AuditEvent) -> str:
    return canonical([event.chain, event.number, event.at, event.actor_id, event.kind, event.subject])


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()

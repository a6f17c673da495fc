"""The tables of people, their ways to sign in, and what they may do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition import db
from competition.i18n import Texts
from competition.people.rules import Purpose, Role, ScopeKind


class Person(db.Base):
    """A person with an account. `email` is stored in its one spelling (`rules.normal_email`).

    `country` (ISO 3166), `school` and `employer` are what he says of himself, or empty: they show what a juror shares
    with an entrant.

    `password_is_long` tells whether the password may stand alone: the last second factor cannot be removed
    while it may not. Of one who was erased only the row stays (`erased_at`).
    """

    __tablename__ = "person"

    id: Mapped[db.Id]
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    locale: Mapped[str] = mapped_column(String(5), default="en")
    time_zone: Mapped[str] = mapped_column(String(60), default="UTC")
    country: Mapped[str] = mapped_column(String(2), default="")
    school: Mapped[str] = mapped_column(String(200), default="")
    employer: Mapped[str] = mapped_column(String(200), default="")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_is_long: Mapped[bool] = mapped_column(default=False)
    email_confirmed_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    created_at: Mapped[db.Instant]
    erased_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class Erasure(db.Base):
    """That a person asked for his account to be erased, and when it will be; gone once it is, or is called off."""

    __tablename__ = "erasure"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    asked_at: Mapped[db.Instant]
    due_at: Mapped[db.Instant]


class SignIn(db.Base):
    """One signed-in browser. The cookie holds the token, the row only its SHA-256.

    `factor_at` is when a second factor was last shown in it.
    """

    __tablename__ = "sign_in"
    __table_args__ = (Index(None, "person_id"),)

    id: Mapped[db.Id]
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    created_at: Mapped[db.Instant]
    seen_at: Mapped[db.Instant]
    expires_at: Mapped[db.Instant]
    factor_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    user_agent: Mapped[str] = mapped_column(String(300), default="")
    address: Mapped[str] = mapped_column(String(60), default="")


class Passkey(db.Base):
    """A WebAuthn credential."""

    __tablename__ = "passkey"
    __table_args__ = (Index(None, "person_id"),)

    id: Mapped[db.Id]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    credential_id: Mapped[str] = mapped_column(String(500), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[db.Instant]
    used_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class Authenticator(db.Base):
    """A TOTP secret; `confirmed_at` is empty until a first code was shown, `last_step` stops replays."""

    __tablename__ = "authenticator"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    confirmed_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(db.Base):
    """A code for the day the second factor is lost; only its digest is stored, it serves once."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "digest"),)

    id: Mapped[db.Id]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class Errand(db.Base):
    """What ends in another request by a secret that was sent out: a letter's link, a second step, a passkey's question.

    Only the secret's digest is stored; it serves once (`done_at`) and runs out. `email` is the address that a new one
    is to be.
    """

    __tablename__ = "errand"
    __table_args__ = (Index(None, "expires_at"), Index(None, "person_id", "purpose"))

    id: Mapped[db.Id]
    purpose: Mapped[Purpose] = mapped_column(db.enum(Purpose))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    email: Mapped[str | None] = mapped_column(String(320))
    created_at: Mapped[db.Instant]
    expires_at: Mapped[db.Instant]
    done_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)


class FailedSignIn(db.Base):
    """A failed attempt, kept for the lock-out; `subject` is the digest of an address."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index(None, "subject", "at"),)

    id: Mapped[db.Id]
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[db.Instant]


class Institution(db.Base):
    """A house, school, museum or company: on a call it is a host or a partner."""

    __tablename__ = "institution"

    id: Mapped[db.Id]
    name: Mapped[Texts] = mapped_column(db.Json, default=dict)
    city: Mapped[Texts] = mapped_column(db.Json, default=dict)
    country: Mapped[str] = mapped_column(String(2), default="")
    time_zone: Mapped[str] = mapped_column(String(60), default="UTC")
    url: Mapped[str] = mapped_column(String(500), default="")
    logo_key: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[db.Instant]


class Membership(db.Base):
    """What a person may do in a scope; `institution_id` says for which host he stands there."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "scope_kind", "scope_id", "role"),
        Index(None, "scope_kind", "scope_id", "role"),
    )

    id: Mapped[db.Id]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    scope_kind: Mapped[ScopeKind] = mapped_column(db.enum(ScopeKind))
    scope_id: Mapped[str] = mapped_column(String(26))
    role: Mapped[Role] = mapped_column(db.enum(Role))
    institution_id: Mapped[str | None] = mapped_column(ForeignKey("institution.id"))
    created_at: Mapped[db.Instant]


class Invitation(db.Base):
    """An offer of a role, by a link. GET never uses it up; it may be visited often and accepted once."""

    __tablename__ = "invitation"
    __table_args__ = (Index(None, "scope_kind", "scope_id"),)

    id: Mapped[db.Id]
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(320))
    name: Mapped[str] = mapped_column(String(200), default="")
    locale: Mapped[str] = mapped_column(String(5), default="en")
    scope_kind: Mapped[ScopeKind] = mapped_column(db.enum(ScopeKind))
    scope_id: Mapped[str] = mapped_column(String(26))
    scope_name: Mapped[Texts] = mapped_column(db.Json, default=dict)
    role: Mapped[Role] = mapped_column(db.enum(Role))
    institution_id: Mapped[str | None] = mapped_column(ForeignKey("institution.id"))
    invited_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[db.Instant]
    expires_at: Mapped[db.Instant]
    accepted_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)
    accepted_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(db.UtcDateTime)

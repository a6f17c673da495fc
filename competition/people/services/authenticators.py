"""The authenticator app (TOTP, RFC 6238) and the recovery codes for the day it is lost."""

from __future__ import annotations

import hmac
import secrets
import unicodedata

import pyotp
from sqlalchemy import delete, select

from competition import audit, clock, db
from competition.actor import Actor
from competition.people import queries
from competition.people.models import Authenticator, RecoveryCode
from competition.people.queries import token_digest
from competition.people.rules import AddressUnconfirmed, WrongCode
from competition.people.rules.factors import RECOVERY_CODES
from competition.people.services import attempts, ownership, sessions
from competition.people.services.locks import one_by_one

STEP_SECONDS = 30
ISSUER = "Facet"
# Letters and digits that nobody confuses when reading them off paper; 16 of these 31 are 79 bits.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 16


def begin_authenticator(actor: Actor, password: str) -> None:
    """Make a secret for the actor's app; it counts only once a code of it was shown."""
    ownership.prove(actor, password)
    with db.transaction() as session:
        one_by_one(str(actor.person_id))
        known = session.get(Authenticator, actor.person_id)
        if known is None:
            known = Authenticator(person_id=str(actor.person_id), secret="")
            session.add(known)
        if known.confirmed_at is None:
            known.secret = pyotp.random_base32()


def confirm_authenticator(actor: Actor, code: str) -> list[str]:
    """Put the app in force by its first code; return new recovery codes if there are none yet. Raises `WrongCode`."""
    attempt = attempts.begin(attempts.account(f"factor:{actor.person_id}"))
    with db.transaction() as session:
        found = session.get(Authenticator, actor.person_id, with_for_update=True)
        if found is None or found.confirmed_at is not None or not _advance(found, code):
            raise WrongCode
        found.confirmed_at = clock.now()
        attempts.forgive(attempt)
        sessions.mark_factor(actor)
        sessions.end_all(str(actor.person_id), but=actor.sign_in_id)
        audit.record(actor, "authenticator.add", f"person:{actor.person_id}")
        return first_codes(actor)


def remove_authenticator(actor: Actor) -> None:
    """Take the app out of force. Raises `PasswordTooShort` if the password could then not stand alone."""
    with db.transaction() as session:
        session.execute(delete(Authenticator).where(Authenticator.person_id == actor.person_id))
        ownership.check_what_is_left(actor)
        audit.record(actor, "authenticator.remove", f"person:{actor.person_id}")


def uri_for(authenticator: Authenticator, email: str) -> str:
    """Return what the QR code says."""
    return pyotp.TOTP(authenticator.secret).provisioning_uri(name=email, issuer_name=ISSUER)


def renew_codes(actor: Actor) -> list[str]:
    """Replace the actor's recovery codes and return the new ones: the only time that they can be read."""
    with db.transaction() as session:
        if not actor.email_confirmed:
            raise AddressUnconfirmed
        session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == actor.person_id))
        codes = [_new_code() for _ in range(RECOVERY_CODES)]
        session.add_all(
            RecoveryCode(person_id=str(actor.person_id), digest=token_digest(_plain(code))) for code in codes
        )
        audit.record(actor, "recovery_codes.renew", f"person:{actor.person_id}")
    return codes


def first_codes(actor: Actor) -> list[str]:
    """Return new recovery codes for one who has none, else an empty list."""
    return [] if queries.count_recovery_codes(str(actor.person_id)) else renew_codes(actor)


def prove_code(actor: Actor, person_id: str, code: str) -> None:
    """Use up a code of the person's app or a recovery code; raise `WrongCode` or `LockedOut`."""
    subjects = [attempts.account(f"factor:{person_id}"), attempts.address(actor.address)]
    attempt = attempts.begin(*subjects)
    with db.transaction() as session:
        found = session.get(Authenticator, person_id, with_for_update=True)
        has_app = found is not None and found.confirmed_at is not None
        if not (has_app and found is not None and _advance(found, code)) and not _use_up(actor, person_id, code):
            raise WrongCode
        attempts.forgive(attempt)


def _advance(authenticator: Authenticator, code: str) -> bool:
    """Accept the code of this half minute or of its neighbours, each only once (RFC 6238, 5.2)."""
    now = int(clock.now().timestamp()) // STEP_SECONDS
    totp, given = pyotp.TOTP(authenticator.secret), _plain(code)
    for step in (now - 1, now, now + 1):
        if step > authenticator.last_step and hmac.compare_digest(totp.at(step * STEP_SECONDS), given):
            authenticator.last_step = step
            return True
    return False


def _use_up(actor: Actor, person_id: str, code: str) -> bool:
    query = select(RecoveryCode).where(
        RecoveryCode.person_id == person_id,
        RecoveryCode.digest == token_digest(_plain(code)),
        RecoveryCode.used_at.is_(None),
    )
    found = db.session.scalar(query.with_for_update())
    if found is None:
        return False
    found.used_at = clock.now()
    audit.record(actor, "recovery_code.use", f"person:{person_id}")
    return True


def _new_code() -> str:
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return "-".join(signs[place : place + 4] for place in range(0, _LENGTH, 4))


def _plain(code: str) -> str:
    """Return a code as it is compared: without blanks and hyphens, in lower case, full-width signs made plain."""
    text = unicodedata.normalize("NFKC", code).casefold()
    return "".join(sign for sign in text if sign.isascii() and sign.isalnum())

"""Passkeys (WebAuthn, level 3): asking a browser, checking its answer. Each question is answered once."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import delete, select
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from competition import audit, clock, db
from competition.actor import Actor
from competition.people import queries
from competition.people.models import Errand, Passkey
from competition.people.rules import (
    LinkSpent,
    PasskeyKnown,
    PasskeyRefused,
    Purpose,
    RelyingParty,
    TooManyPasskeys,
)
from competition.people.rules.factors import MOST_PASSKEYS, passkey_name
from competition.people.services import errands, ownership, sessions
from competition.people.services.signing_in import SignedIn, open_after_slip

Question = dict[str, Any]
# What the library raises on malformed answers is not always its own exception.
_FAULTS = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError)


def ask_passkey(site: RelyingParty, person_id: str | None = None) -> Question:
    """Return the question for a passkey: of that person, or of anyone, who must then be verified by his device."""
    own = queries.passkeys_of(person_id) if person_id else []
    options = generate_authentication_options(
        rp_id=site.id,
        allow_credentials=[_descriptor(passkey) for passkey in own],
        user_verification=UserVerificationRequirement.PREFERRED if own else UserVerificationRequirement.REQUIRED,
    )
    with db.transaction():
        errands.open_errand(Purpose.passkey, person_id, bytes_to_base64url(options.challenge))
    return _plain(options_to_json(options))


def ask_passkey_of_slip(site: RelyingParty, slip: str) -> Question:
    """Return the question for the second step that a right password opened."""
    return ask_passkey(site, queries.person_id_of_errand(Purpose.second_step, slip))


def sign_in_with_passkey(actor: Actor, site: RelyingParty, answer: Question, user_agent: str) -> SignedIn:
    """Open a session by a passkey alone: the device has verified its owner, so that it counts as both factors."""
    with db.transaction():
        passkey = _checked(site, answer, None)
        return SignedIn(sessions.open_session(actor, passkey.person_id, user_agent, factor=True))


def finish_with_passkey(actor: Actor, site: RelyingParty, slip: str, answer: Question, user_agent: str) -> SignedIn:
    """Open the session of a second step."""
    person_id = queries.person_id_of_errand(Purpose.second_step, slip)
    with db.transaction():
        _checked(site, answer, person_id)
        return open_after_slip(actor, slip, user_agent)


def step_up_with_passkey(actor: Actor, site: RelyingParty, answer: Question) -> None:
    """Write down that the actor has just shown his second factor."""
    with db.transaction():
        _checked(site, answer, actor.person_id)
        sessions.mark_factor(actor)


def ask_new_passkey(actor: Actor, site: RelyingParty, name: str, password: str) -> Question:
    """Return the question for a new passkey that will bear this name, after the owner proved himself."""
    passkey_name(name)
    ownership.prove(actor, password)
    known = queries.passkeys_of(str(actor.person_id))
    if len(known) >= MOST_PASSKEYS:
        raise TooManyPasskeys
    options = generate_registration_options(
        rp_id=site.id,
        rp_name=site.name,
        user_id=str(actor.person_id).encode(),
        user_name=actor.email,
        user_display_name=actor.name,
        exclude_credentials=[_descriptor(passkey) for passkey in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    with db.transaction():
        errands.open_errand(Purpose.new_passkey, actor.person_id, bytes_to_base64url(options.challenge))
    return _plain(options_to_json(options))


def add_passkey(actor: Actor, site: RelyingParty, name: str, answer: Question) -> None:
    """Add the passkey that the browser made; it was just shown, so the factor is fresh. Other sessions end."""
    with db.transaction() as session:
        _own_errand(Purpose.new_passkey, _challenge_of(answer), actor.person_id)
        made = _verified_new(site, answer)
        credential_id = bytes_to_base64url(made.credential_id)
        if session.scalar(select(Passkey.id).where(Passkey.credential_id == credential_id)):
            raise PasskeyKnown
        session.add(
            Passkey(
                person_id=str(actor.person_id),
                credential_id=credential_id,
                public_key=made.credential_public_key,
                sign_count=made.sign_count,
                name=passkey_name(name),
                created_at=clock.now(),
            )
        )
        sessions.mark_factor(actor)
        sessions.end_all(str(actor.person_id), but=actor.sign_in_id)
        audit.record(actor, "passkey.add", f"person:{actor.person_id}")


def remove_passkey(actor: Actor, passkey_id: str) -> None:
    """Remove one of the actor's passkeys. Raises `PasswordTooShortAlone` if the password could not stand alone."""
    with db.transaction() as session:
        own = delete(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == actor.person_id)
        session.execute(own)
        ownership.check_what_is_left(actor)
        audit.record(actor, "passkey.remove", f"person:{actor.person_id}")


def _checked(site: RelyingParty, answer: Question, person_id: str | None) -> Passkey:
    """Return the passkey that an answer proves, used up its question; raise `PasskeyRefused` for anything else."""
    challenge = _challenge_of(answer)
    _own_errand(Purpose.passkey, challenge, person_id)
    query = select(Passkey).where(Passkey.credential_id == _credential_id(answer))
    passkey = db.session.scalar(query.with_for_update())
    if passkey is None or person_id not in {None, passkey.person_id}:
        raise PasskeyRefused
    proof = _verified(site, answer, passkey, must_verify=person_id is None)
    passkey.sign_count, passkey.used_at = proof.new_sign_count, clock.now()
    return passkey


def _own_errand(purpose: Purpose, challenge: str, person_id: str | None) -> Errand:
    try:
        errand = errands.spend(purpose, challenge)
    except LinkSpent as spent:
        raise PasskeyRefused from spent
    if errand.person_id != person_id:
        raise PasskeyRefused
    return errand


def _credential_id(answer: Question) -> str:
    """Return the name of the credential that answers, in the one spelling that we store."""
    try:
        return bytes_to_base64url(base64url_to_bytes(answer["id"]))
    except _FAULTS as fault:
        raise PasskeyRefused from fault


def _challenge_of(answer: Question) -> str:
    try:
        data = parse_client_data_json(base64url_to_bytes(answer["response"]["clientDataJSON"]))
    except _FAULTS as fault:
        raise PasskeyRefused from fault
    return bytes_to_base64url(data.challenge)


def _verified(site: RelyingParty, answer: Question, passkey: Passkey, *, must_verify: bool) -> VerifiedAuthentication:
    try:
        return verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(_challenge_of(answer)),
            expected_rp_id=site.id,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=must_verify,
        )
    except _FAULTS as fault:
        raise PasskeyRefused from fault


def _verified_new(site: RelyingParty, answer: Question) -> VerifiedRegistration:
    try:
        return verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(_challenge_of(answer)),
            expected_rp_id=site.id,
            expected_origin=site.origin,
        )
    except _FAULTS as fault:
        raise PasskeyRefused from fault


def _descriptor(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential_id))


def _plain(options: str) -> Question:
    question: Question = json.loads(options)
    return question

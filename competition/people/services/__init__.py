"""The verbs of people: accounts, passwords, signing in, second factors, sessions, roles, invitations, institutions."""

from competition.people.services.accounts import (
    change_profile,
    confirm_address,
    create_person,
    register,
    send_confirmation,
)
from competition.people.services.addresses import ask_new_address, change_address
from competition.people.services.authenticators import (
    begin_authenticator,
    confirm_authenticator,
    remove_authenticator,
    renew_codes,
    uri_for,
)
from competition.people.services.erasure import ask_erasure, cancel_erasure
from competition.people.services.institutions import save_institution
from competition.people.services.invitations import (
    accept_as_new,
    accept_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)
from competition.people.services.memberships import grant_role, revoke_role
from competition.people.services.passkeys import (
    add_passkey,
    ask_new_passkey,
    ask_passkey,
    ask_passkey_of_slip,
    finish_with_passkey,
    remove_passkey,
    sign_in_with_passkey,
    step_up_with_passkey,
)
from competition.people.services.passwords import change_password, reset_password, send_reset
from competition.people.services.sessions import end_other_sessions, end_session, sign_out
from competition.people.services.signing_in import (
    NeedsFactor,
    SignedIn,
    finish_with_code,
    sign_in,
    step_up_with_code,
)

__all__ = [
    "NeedsFactor",
    "SignedIn",
    "accept_as_new",
    "accept_invitation",
    "add_passkey",
    "ask_erasure",
    "ask_new_address",
    "ask_new_passkey",
    "ask_passkey",
    "ask_passkey_of_slip",
    "begin_authenticator",
    "cancel_erasure",
    "change_address",
    "change_password",
    "change_profile",
    "confirm_address",
    "confirm_authenticator",
    "create_person",
    "end_other_sessions",
    "end_session",
    "finish_with_code",
    "finish_with_passkey",
    "grant_role",
    "invite",
    "register",
    "remove_authenticator",
    "remove_passkey",
    "renew_codes",
    "resend_invitation",
    "reset_password",
    "revoke_invitation",
    "revoke_role",
    "save_institution",
    "send_confirmation",
    "send_reset",
    "sign_in",
    "sign_in_with_passkey",
    "sign_out",
    "step_up_with_code",
    "step_up_with_passkey",
    "uri_for",
]

"""Words for roles, devices and refusals, in the reader's language."""

from __future__ import annotations

from typing import Any

from competition.i18n import gettext as _
from competition.i18n import lazy_gettext as _l
from competition.people.rules import Role
from competition.people.rules.devices import device

ROLES: dict[Role, Any] = {
    Role.owner: _l("Owner"),
    Role.organiser: _l("Organiser"),
    Role.chair: _l("Chair of the jury"),
    Role.juror: _l("Juror"),
    Role.auditor: _l("Auditor"),
    Role.entrant: _l("Entrant"),
}

REFUSALS: dict[str, Any] = {
    "wrong_sign_in": _l("Address and password do not belong together. Check both, or ask for a new password."),
    "address_same": _l("This is the address that your account has."),
    "address_taken": _l("This address has an account of its own meanwhile. Sign in with it, or choose another."),
    "wrong_password": _l("This is not your current password."),
    "wrong_code": _l("This code is wrong or was used before. Wait for the next one, or use a recovery code."),
    "locked_out": _l("Too many attempts failed. Nothing is lost: wait a while, then try again."),
    "link_spent": _l("This link was used before or is too old. Ask for a new one."),
    "email_unusable": _l("Write an e-mail address like name@example.org, in plain letters before the @."),
    "password_too_short": _l("Use at least %(least)s characters. A few words in a row are easy to remember."),
    "password_too_long": _l("Use at most %(most)s characters."),
    "password_unreadable": _l("The password holds characters that no keyboard types. Type it by hand."),
    "password_common": _l("Many people use this password, so it is guessed first. Choose another one."),
    "password_names_you": _l("The password is made from your own name or address. Choose another one."),
    "password_too_short_alone": _l(
        "Your password is shorter than %(least)s characters, which is enough only beside a second factor. "
        "Choose a longer password first; then this can be removed."
    ),
    "passkey_refused": _l("This passkey was not accepted. Try again, or use another way."),
    "passkey_known": _l("This passkey is in your account already."),
    "passkey_name_unusable": _l("Give the passkey a name of at most 100 characters, so that you know it again."),
    "too_many_passkeys": _l("You have as many passkeys as an account can hold. Remove one that you no longer use."),
    "address_unconfirmed": _l("Confirm your e-mail address first: open the letter that we sent you."),
    "erasure_owns_calls": _l(
        "You are the only owner of a call. Make somebody else its owner first; then your account can be erased."
    ),
    "erasure_asked": _l("This is asked for already. You see below when it will be done."),
    "invitation_closed": _l("This invitation is no longer open. Ask the person who invited you for a new one."),
    "invitation_for_another": _l(
        "This invitation is for %(email)s, and you are signed in with another address. "
        "Sign out and open the link again."
    ),
}


def device_words(user_agent: str) -> str:
    """Return a device in words: "Firefox on Windows"."""
    browser, system = device(user_agent)
    if browser and system:
        return str(_("%(browser)s on %(system)s", browser=browser, system=system))
    return browser or system or str(_("Unknown device"))

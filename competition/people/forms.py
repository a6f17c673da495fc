"""The forms of people. Passwords are read as typed: no filter trims them, and none is ever shown again."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from competition.i18n import LANGUAGES
from competition.people.rules import Credentials, Profile, Registration
from competition.people.rules.passwords import MOST
from competition.web.fields import FacetForm, TextField

_NEEDED = InputRequired(_l("This is needed."))
_NAME = Length(max=200, message=_l("Use at most %(max)d characters."))
_EMAIL = Length(max=254, message=_l("Use at most %(max)d characters."))
_CODE = Length(max=60, message=_l("A code is shorter than this."))
# Twice the law's limit, which answers by its own sentence: this one only spares us the reading of pages of text.
_PASSWORD = Length(max=MOST * 2, message=_l("Use at most %(max)d characters."))


def _email(label: Any = None, autocomplete: str = "username") -> TextField:
    look = {"type": "email", "autocomplete": autocomplete, "inputmode": "email", "spellcheck": "false", "dir": "ltr"}
    return TextField(label or _l("E-mail address"), [_NEEDED, _EMAIL], render_kw=look)


def _password(label: Any, autocomplete: str, description: Any = "") -> PasswordField:
    look = {"autocomplete": autocomplete}
    return PasswordField(label, [_NEEDED, _PASSWORD], description=description, render_kw=look)


def _new_password(description: Any) -> PasswordField:
    return _password(_l("Password"), "new-password", description)


def _name() -> TextField:
    return TextField(_l("Your name"), [_NEEDED, _NAME], render_kw={"autocomplete": "name"})


_ALONE = _l("At least 15 characters. A few words in a row are easy to remember and hard to guess.")
_BESIDE = _l("At least 15 characters; 8 are enough once you have a passkey or an authenticator app.")


class RegisterForm(FacetForm):
    """An account for a visitor. `time_zone` is filled in by a script and may be nonsense."""

    name = _name()
    email = _email()
    password = _new_password(_ALONE)
    time_zone = HiddenField()

    def to_command(self, then: str) -> Registration:
        """Return what the visitor asks for; `then` is where he was going."""
        zone = self.time_zone.data or ""
        known = zone if zone in available_timezones() else "UTC"
        return Registration(self.email.data, self.name.data, self.password.data, known, then)


class SignInForm(FacetForm):
    """Address and password."""

    email = _email()
    password = _password(_l("Password"), "current-password")

    def to_command(self) -> Credentials:
        """Return what was typed."""
        return Credentials(self.email.data, self.password.data)


class CodeForm(FacetForm):
    """A code of the authenticator app, or a recovery code."""

    code = TextField(
        _l("Code"),
        [_NEEDED, _CODE],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"},
    )


class ForgotForm(FacetForm):
    """The address to which the link goes."""

    email = _email()


class ResetForm(FacetForm):
    """A new password, by one who holds the link."""

    password = _new_password(_BESIDE)


class AddressForm(FacetForm):
    """Another address, by one who knows the password."""

    email = _email(_l("New e-mail address"), "email")
    current = _password(_l("Current password"), "current-password")


class PasswordForm(FacetForm):
    """A new password, by one who knows the old."""

    current = _password(_l("Current password"), "current-password")
    password = _password(_l("New password"), "new-password", _BESIDE)


class OwnerForm(FacetForm):
    """The password again, before the first second factor is added."""

    current = _password(_l("Current password"), "current-password")


class EraseForm(FacetForm):
    """The password again, and the plain wish, before an account is erased."""

    current = _password(_l("Current password"), "current-password")
    agreed = BooleanField(
        _l("I understand that this cannot be undone after a week"), [InputRequired(_l("Confirm this first."))]
    )


class PasskeyForm(FacetForm):
    """What to call a new passkey; and the password again, of one who has no second factor yet."""

    name = TextField(_l("Name of this passkey"), [_NEEDED, Length(max=100)], description=_l("For example: my phone."))
    current = PasswordField(_l("Current password"), [InputRequired()], render_kw={"autocomplete": "current-password"})


class ProfileForm(FacetForm):
    """How a person is named and written to."""

    name = _name()
    locale = SelectField(
        _l("Language of letters"), [_NEEDED], choices=[SelectChoice(*language) for language in LANGUAGES.items()]
    )
    time_zone = SelectField(_l("Time zone"), [_NEEDED])
    country = SelectField(_l("Country"), [Optional()])
    school = TextField(_l("School or university"), [Optional(), Length(max=200)])
    employer = TextField(_l("Employer or house"), [Optional(), Length(max=200)])

    def to_command(self) -> Profile:
        """Return what was typed and chosen."""
        about = (self.country.data or "", self.school.data or "", self.employer.data or "")
        return Profile(self.name.data, self.locale.data, self.time_zone.data, *about)


class InvitationForm(FacetForm):
    """The account of one who was invited and has none; his address is known from the link."""

    name = _name()
    password = _new_password(_ALONE)

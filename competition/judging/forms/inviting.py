"""A list of people to invite: pasted from a spreadsheet or an address book, or in a file."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Any

from flask_wtf.file import FileField
from wtforms import SelectField
from wtforms.validators import DataRequired, Length

from competition.calls.forms.worded import options
from competition.i18n import LANGUAGES
from competition.i18n import lazy_gettext as _l
from competition.judging.rules.inviting import MOST_GUESTS, Guest, guests_in
from competition.people.rules import Invite, Role
from competition.web.fields import FacetForm, LongTextField, attach_error, is_clean, normalise

MOST_SIGNS = 50_000
MOST_BYTES = 200_000


class GuestsForm(FacetForm):
    """Who is invited, in one list. A file is read into the list, so that what it says is seen before it is sent."""

    people = LongTextField(
        _l("One person on each line"),
        [Length(max=MOST_SIGNS, message=_l("The list is too long. Send it in parts."))],
        description=_l("Address, name, language: cells of a spreadsheet can be pasted as they are."),
    )
    file = FileField(_l("Or a file"), description=_l("CSV in UTF-8. What it says is put into the list above."))
    locale = SelectField(
        _l("Language of the letter, where a line names none"), [DataRequired()], choices=options(LANGUAGES.items())
    )
    host = SelectField(_l("In the name of"), default="")

    def offer(self, hosts: list[tuple[str, str]]) -> None:
        """Let the hosts of the call be chosen."""
        self.host.choices = [("", _l("All hosts")), *hosts]

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the file into the list, and ask for people where there are none, or too many."""
        is_read = self._read()
        is_good = super().validate(extra_validators)
        if not is_read:
            attach_error(
                self, "file", _l("This file cannot be read as text. Save it as CSV UTF-8, or paste its cells above.")
            )
        elif is_good and not self.guests:
            attach_error(self, "people", _l("Write the address of one person at least."))
        elif is_good and len(self.guests) > MOST_GUESTS:
            attach_error(self, "people", _l("At most 200 people at once: send the list in parts."))
        return not self.errors

    @cached_property
    def guests(self) -> list[Guest]:
        """The people of the list, each with what is wrong with his line: read once, after a file was put into it."""
        return guests_in(self.people.data or "", LANGUAGES, self.locale.data)

    @property
    def digest(self) -> str:
        """What tells one list, with its language and host, from every other."""
        said = "\n".join((self.locale.data, self.host.data or "", self.people.data or ""))
        return hashlib.sha256(said.encode()).hexdigest()

    def commands(self, call_id: str, title: dict[str, str]) -> list[Invite]:
        """Return an invitation for each line that has no fault."""
        host = self.host.data or None
        return [
            Invite(one.email, Role.juror, call_id, dict(title), one.name, one.locale, host)
            for one in self.guests
            if one.fault is None
        ]

    def _read(self) -> bool:
        """Put the text of the file, if one was sent, behind what was typed; tell whether it could be read."""
        content = self.file.data.read(MOST_BYTES + 1) if self.file.data else b""
        if not content:
            return True
        try:
            text = normalise(content.decode("utf-8-sig")) or ""
        except UnicodeDecodeError:
            return False
        if len(content) > MOST_BYTES or not is_clean(text):
            return False
        self.people.data = "\n".join(part for part in (self.people.data, text) if part)
        return True

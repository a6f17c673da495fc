"""Reads for the demo's first page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import pyotp
from sqlalchemy import select

from competition import db
from competition.desk.rules import PASSWORD, ROLES, DemoRole
from competition.i18n import Texts
from competition.people.models import Authenticator, Person
from config import ROOT

PRESETS = ROOT / "competition" / "desk" / "presets"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A part that a newcomer may play, with all that signing in by hand needs."""

    role: DemoRole
    name: str
    email: str
    password: str
    code: str | None


def demo_accounts(now: datetime) -> list[DemoAccount]:
    """Return the demo's parts in order; empty before the demo is loaded. `code` is good for half a minute."""
    emails = _emails()
    query = (
        select(Person, Authenticator.secret)
        .outerjoin(Authenticator, Authenticator.person_id == Person.id)
        .where(Person.email.in_([emails[role.person] for role in ROLES if role.person in emails]))
    )
    found = {person.email: (person, secret) for person, secret in db.session.execute(query)}
    return [_account(role, *found[emails[role.person]], now) for role in ROLES if emails.get(role.person) in found]


def person_of(key: str) -> tuple[str, DemoRole] | None:
    """Return the id of the person behind a part, with the part; None for an unknown key or before loading."""
    role = next((role for role in ROLES if role.key == key), None)
    email = _emails().get(role.person) if role else None
    person_id = db.session.scalar(select(Person.id).where(Person.email == email)) if email else None
    return (person_id, role) if person_id and role else None


@dataclass(frozen=True, slots=True)
class Preset:
    """A way to run an award, with the parts that it is made of; `told` is the preset as its file has it."""

    key: str
    name: Texts
    about: Texts
    later: list[Texts]
    categories: dict[str, dict[str, Texts]]
    rounds: list[dict[str, Any]]
    fields: dict[str, dict[str, Any]]
    criteria: dict[str, Texts]
    told: dict[str, Any]


@cache
def presets() -> dict[str, Preset]:
    """Return the presets that a call can be begun from, by key, in their order."""
    parts, told = (json.loads((PRESETS / f"{name}.json").read_text()) for name in ("parts", "presets"))
    return {one["key"]: _preset(one, parts) for one in told}


def _preset(one: dict[str, Any], parts: dict[str, dict[str, Any]]) -> Preset:
    categories = {key: parts["categories"][key] for key in one["categories"]}
    known = (parts["fields"], parts["criteria"])
    return Preset(one["key"], one["name"], one["about"], one["later"], categories, one["rounds"], *known, one)


def _account(role: DemoRole, person: Person, secret: str | None, now: datetime) -> DemoAccount:
    code = pyotp.TOTP(secret).at(now) if secret else None
    return DemoAccount(role, person.name, person.email, PASSWORD, code)


def _emails() -> dict[str, str]:
    people = json.loads((ROOT / "deploy" / "demo" / "content" / "people.json").read_text())
    return {person["key"]: person["email"] for person in people}

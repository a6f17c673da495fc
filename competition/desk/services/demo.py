"""Load the demo by the same verbs that people use: no row is written past them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pyotp
import structlog
from sqlalchemy import exists, select

from competition import audit, clock, db
from competition.actor import Actor
from competition.audit import AuditEvent
from competition.desk.rules import PASSWORD, ROLES
from competition.desk.services import demo_calls, demo_entries, demo_fees, demo_honours, demo_results
from competition.desk.services.stage import Stage
from competition.people import queries as people
from competition.people import services as people_services
from competition.people.rules import NewPerson, Profile, WrongCode

LOADED = "demo.loaded"
# The code before the current one still counts; the current one then stays good for the newcomer.
A_STEP = timedelta(seconds=30)
TRIES = 3

log = structlog.get_logger(__name__)


def is_loaded() -> bool:
    """Tell whether the demo was loaded to its end."""
    return bool(db.session.scalar(select(exists().where(AuditEvent.kind == LOADED))))


def load_demo(folder: Path) -> bool:
    """Load the demo from its content files; return False if it is there already."""
    if is_loaded():
        return False
    stage = Stage(folder, clock.now())
    for step in (
        _load_people,
        demo_calls.load,
        demo_honours.load,
        demo_entries.load,
        demo_fees.load,
        demo_results.load,
    ):
        log.info("demo", step=f"{step.__module__.rsplit('.', 1)[-1]}.{step.__name__}")
        step(stage)
    with db.transaction():
        audit.record(stage.system(), LOADED, "demo:1")
    return True


def _load_people(stage: Stage) -> None:
    for one in stage.content("people"):
        new = NewPerson(one["email"], one["name"], PASSWORD, one["locale"], one["time_zone"])
        stage.ids["person", one["key"]] = people_services.create_person(stage.system(), new)
        profile = Profile(one["name"], one["locale"], one["time_zone"], one["country"])
        people_services.change_profile(stage.actor(one["key"]), profile)
    for role in ROLES:
        _give_second_factor(stage, role.person)


def _give_second_factor(stage: Stage, person: str) -> None:
    """Give the people whom a newcomer may play an authenticator app, whose codes the demo's first page shows."""
    actor = stage.actor(person)
    people_services.begin_authenticator(actor, PASSWORD)
    secret = people.authenticator_of(str(actor.person_id))
    if secret is not None:
        _confirm(actor, pyotp.TOTP(secret.secret))


def _confirm(actor: Actor, app: pyotp.TOTP) -> None:
    """Show a code of the app; on a busy machine its step may end between the reading and the showing: read again."""
    for _ in range(TRIES):
        try:
            people_services.confirm_authenticator(actor, app.at(clock.now() - A_STEP))
        except WrongCode:
            continue
        return
    raise WrongCode

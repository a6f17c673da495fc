"""The one blueprint of judging, and its gates."""

from __future__ import annotations

from flask import Blueprint

from competition.people.rules import ORGANISERS, Role
from competition.web import gates

blueprint = Blueprint("judging", __name__)

organisers = gates.call_role(*ORGANISERS)
overseers = gates.call_role(*ORGANISERS, Role.chair)
jurors = gates.call_role(Role.juror)

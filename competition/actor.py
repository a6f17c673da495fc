"""Who acts: the value that every verb takes first.

It lies below all domains, since services need it and may not import Flask; `web.session` keeps one for
each request and `people.queries.actor_for` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a visitor (no `person_id`) or the system itself (`is_system`), during one request or job.

    `at` is the UTC time at which the request was received: deadlines are judged by it, once.
    `roles` holds `(scope kind, scope id, role)`.
    """

    at: datetime
    person_id: str | None = None
    name: str = ""
    email: str = ""
    email_confirmed: bool = False
    sign_in_id: str | None = None
    locale: str = "en"
    address: str = ""
    request_id: str = ""
    roles: frozenset[tuple[str, str, str]] = frozenset()
    has_second_factor: bool = False
    fresh_second_factor: bool = False
    is_system: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Tell whether a person, not a visitor, is acting."""
        return self.person_id is not None

    def has_role(self, scope_kind: str, scope_id: str, *roles: str) -> bool:
        """Tell whether the actor holds one of `roles` on that scope."""
        return any((scope_kind, scope_id, str(role)) in self.roles for role in roles)

    def scopes(self, scope_kind: str, *roles: str) -> frozenset[str]:
        """Return the ids of the scopes on which the actor holds one of `roles`."""
        wanted = {str(role) for role in roles}
        return frozenset(scope for kind, scope, role in self.roles if kind == scope_kind and role in wanted)

    def during(self, *, at: datetime, address: str, request_id: str, locale: str) -> Actor:
        """Return the same person as seen in one request."""
        return replace(self, at=at, address=address, request_id=request_id, locale=locale)


def system(at: datetime) -> Actor:
    """Return the platform itself as actor of a timed job."""
    return Actor(at=at, is_system=True, name="Facet")

"""The pages of people: joining, signing in, proving oneself, the account, its factors, invitations."""

from competition.people.views import account, erasing, factors, invitations, joining, passkeys, signing_in
from competition.people.views.blueprint import blueprint

__all__ = ["account", "blueprint", "erasing", "factors", "invitations", "joining", "passkeys", "signing_in"]

"""The pages of people: joining, signing in, proving oneself, the account, its factors, invitations."""

from competition.people.views import account, addresses, erasing, factors, invitations, joining, passkeys, signing_in
from competition.people.views.blueprint import blueprint

__all__ = [
    "account",
    "addresses",
    "blueprint",
    "erasing",
    "factors",
    "invitations",
    "joining",
    "passkeys",
    "signing_in",
]

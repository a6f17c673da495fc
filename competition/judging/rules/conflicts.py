"""The law of conflicts of interest: what two people share becomes a question, which somebody answers with a reason."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from competition.errors import DomainError

# Providers of mailboxes for everybody: an address there says nothing about whom one belongs to.
EVERYBODYS = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com
    aol.com proton.me protonmail.com gmx.de gmx.net gmx.com web.de mail.com zoho.com telenet.be skynet.be proximus.be
    orange.fr free.fr laposte.net wanadoo.fr sfr.fr ziggo.nl kpnmail.nl hetnet.nl xs4all.nl qq.com foxmail.com 163.com
    126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn example.com example.org
    """.split()  # noqa: SIM905 - a list of forty lines would hide the law below it
)


class Ground(StrEnum):
    """What a juror and somebody of an entry's team share."""

    name = "name"
    domain = "domain"
    employer = "employer"
    school = "school"
    team = "team"


# One thing that a person could share with another.
Key = tuple[Ground, str]


class ConflictState(StrEnum):
    """What became of a question."""

    open = "open"
    confirmed = "confirmed"
    dismissed = "dismissed"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person that may tell of a bond; `teams` are entries, of any call, whose team he is on."""

    person_id: str
    name: str
    email: str
    employer: str = ""
    school: str = ""
    teams: frozenset[str] = frozenset()


class ConflictNeedsReason(DomainError):
    """Whoever answers a question about a conflict says why."""

    code = "conflict_needs_reason"


class ConflictIsSettled(DomainError):
    """A question about a conflict is answered once."""

    code = "conflict_settled"
    status = 409


def keys_of(known: Known) -> set[Key]:
    """Return what of a person could be shared, folded so that ways of writing do not matter."""
    domain = folded(known.email.rpartition("@")[2])
    named = {Ground.name: family_name(known.name), Ground.employer: folded(known.employer)}
    named |= {Ground.school: folded(known.school), Ground.domain: "" if domain in EVERYBODYS else domain}
    return {(ground, value) for ground, value in named.items() if value} | {
        (Ground.team, entry) for entry in known.teams
    }


def family_name(name: str) -> str:
    """Return the last word of a name of several; all of one without blanks: of 王小明 the whole name."""
    return folded(name).rpartition(" ")[2]


def folded(text: str) -> str:
    """Return a text without accents, case, and blanks around it or doubled."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def shared(one: Iterable[Key], other: Iterable[Key]) -> list[Ground]:
    """Return the grounds on which two people should be asked about, in the order of `Ground`."""
    both = {ground for ground, _value in set(one) & set(other)}
    return [ground for ground in Ground if ground in both]

"""Passwords: long ones, no rules of composition, none that a guesser tries first (NIST SP 800-63B-4, 3.1.1.2)."""

from __future__ import annotations

import re
import unicodedata

from competition.people.rules.refusals import PeopleError

LEAST_ALONE = 15
LEAST_WITH_FACTOR = 8
MOST = 200
_OWN_WORD_LEAST = 4

# The stems of the passwords that guessers try first; digits and signs around and between them change nothing.
_COMMON_WORDS = (
    "password passwort passord wachtwoord motdepasse contrasena senha parola mima passw0rd p4ssword letmein "
    "welcome welkom bienvenue bonjour hello qwerty qwertyuiop qwertz azerty asdfgh asdfghjkl zxcvbn zxcvbnm iloveyou "
    "jetaime woaini admin administrator root user guest login master dragon monkey football baseball basketball "
    "superman batman princess sunshine shadow michael jordan charlie summer winter spring autumn secret geheim "
    "changeme default test testing trustno1 whatever freedom starwars computer internet samsung google facebook "
    "liverpool chelsea arsenal correct horse battery staple facet jewel jewellery diamond antwerp antwerpen anvers "
    "shanghai abc abcd abcdef abcdefg abcdefgh qazwsx onetwothree the quick brown fox this is my your is a"
)
_COMMON = sorted(set(_COMMON_WORDS.split()), key=len, reverse=True)
# Possessive (`*+`): the expression never goes back, so that no crafted password can keep it busy.
_ONLY_COMMON = re.compile(rf"(?:{'|'.join(map(re.escape, _COMMON))}|[\W\d_])*+")
_REPEATED = re.compile(r"(.{1,5}?)\1*")
_RUNS = ("abcdefghijklmnopqrstuvwxyz" * 2, "01234567890" * 20, "09876543210" * 20, "qwertyuiopasdfghjklzxcvbnm")


class PasswordTooShort(PeopleError):
    """It has fewer than `least` characters."""

    code = "password_too_short"
    field = "password"


class PasswordTooShortAlone(PeopleError):
    """Without its second factor the account would have a password of fewer than `least` characters."""

    code = "password_too_short_alone"


class PasswordTooLong(PeopleError):
    """It has more characters than we read."""

    code = "password_too_long"
    field = "password"


class PasswordUnreadable(PeopleError):
    """It holds characters that no keyboard types twice the same."""

    code = "password_unreadable"
    field = "password"


class PasswordCommon(PeopleError):
    """It is one of those that guessers try first."""

    code = "password_common"
    field = "password"


class PasswordNamesYou(PeopleError):
    """It is the person's own name or address and little else."""

    code = "password_names_you"
    field = "password"


def check_password(password: str, *, email: str, name: str, has_second_factor: bool = False) -> None:
    """Raise the refusal of a new password, or return: 15 characters, 8 beside a second factor; none too easy."""
    plain = normal_password(password)
    least = LEAST_WITH_FACTOR if has_second_factor else LEAST_ALONE
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in plain):
        raise PasswordUnreadable
    if len(plain) < least:
        raise PasswordTooShort(least=least)
    if len(plain) > MOST:
        raise PasswordTooLong(most=MOST)
    if _names(plain, email, name):
        raise PasswordNamesYou
    if _is_common(plain):
        raise PasswordCommon


def normal_password(password: str) -> str:
    """Return the one spelling of a password (NFKC): the same keys give the same signs on every device."""
    return unicodedata.normalize("NFKC", password)


def is_long(password: str) -> bool:
    """Tell whether a password may stand alone, without a second factor."""
    return len(normal_password(password)) >= LEAST_ALONE


def _is_common(plain: str) -> bool:
    text = plain.casefold()
    return bool(_ONLY_COMMON.fullmatch(text) or _REPEATED.fullmatch(text) or any(text in run for run in _RUNS))


def _names(plain: str, email: str, name: str) -> bool:
    """Tell whether nothing is left but digits and signs once the person's own words are taken out."""
    own = {email, *re.split(r"\W+", email), name, *re.split(r"\W+", name)}
    rest = plain.casefold()
    for word in sorted((word.casefold() for word in own if len(word) >= _OWN_WORD_LEAST), key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != plain.casefold() and not re.search(r"[^\W\d_]{4}", rest)

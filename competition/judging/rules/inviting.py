"""A list of people to invite, as it comes out of a spreadsheet or an address book: one on each line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.utils import parseaddr
from enum import StrEnum

from competition.people.rules import EmailUnusable, normal_email

MOST_GUESTS = 200
MOST_NAME = 120
PARTERS = ("\t", ";", ",")


class GuestFault(StrEnum):
    """Why nobody can be invited by a line."""

    no_address = "no_address"
    address = "address"
    twice = "twice"
    name = "name"


@dataclass(frozen=True, slots=True)
class Guest:
    """What a line says of one person. `line` counts from 1; `first` is the line that has the same address already."""

    line: int
    text: str
    email: str = ""
    name: str = ""
    locale: str = ""
    fault: GuestFault | None = None
    first: int = 0


def guests_in(text: str, languages: Mapping[str, str], usual: str) -> list[Guest]:
    """Return the people of a list, each with what is wrong with his line.

    A line holds an address and, in any order, a name and a language by its code or its own name: cells parted by
    tabs, semicolons or commas, or `Name <address>`. `languages` are names by code; `usual` is the language of who
    names none. Empty lines are passed over, and so is the head of a table.
    """
    words = {word.casefold(): code for code, name in languages.items() for word in (code, name)}
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > 1 and "@" not in lines[0][1]:
        lines = lines[1:]
    return list(_told_apart(_guest(number, line, words, usual) for number, line in lines))


def _guest(number: int, line: str, words: Mapping[str, str], usual: str) -> Guest:
    cells = [cell for cell in _cells(line) if cell]
    written = next((cell for cell in cells if "@" in cell), "")
    if not written:
        return Guest(number, line, fault=GuestFault.no_address)
    named, address = parseaddr(written) if "<" in written else ("", written)
    rest = [cell for cell in cells if cell != written]
    locale = next((words[cell.casefold()] for cell in rest if cell.casefold() in words), usual)
    name = " ".join([named, *(cell for cell in rest if cell.casefold() not in words)]).strip()
    if len(name) > MOST_NAME:
        return Guest(number, line, address, name[:MOST_NAME], locale, GuestFault.name)
    try:
        return Guest(number, line, normal_email(address), name, locale)
    except EmailUnusable:
        return Guest(number, line, address, name, locale, GuestFault.address)


def _cells(line: str) -> list[str]:
    """Part a line by whatever stands in it first: tabs of a spreadsheet, semicolons, commas."""
    parter = next((sign for sign in PARTERS if sign in line), PARTERS[0])
    return [cell.strip() for row in csv.reader([line], delimiter=parter, skipinitialspace=True) for cell in row]


def _told_apart(guests: Iterator[Guest]) -> Iterator[Guest]:
    """Yield the guests; whoever has an address that a line above has too is not invited twice."""
    lines: dict[str, int] = {}
    for guest in guests:
        first = guest.line if guest.fault else lines.setdefault(guest.email, guest.line)
        yield guest if first == guest.line else replace(guest, fault=GuestFault.twice, first=first)

"""Decimal arithmetic with the rounding steps of a call, and figures that add up as they are shown; plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from competition.results.engine.marks import BadMarks, Number, exact


class Half(StrEnum):
    """Where a number goes that lies in the middle of two: away from zero, or to the even one."""

    up = "up"
    even = "even"


@dataclass(frozen=True, slots=True)
class Steps:
    """The places of decimals to which a call rounds, at each step of a total; None where it does not.

    The `drop` highest and lowest marks of a component are left out; `mean_places` rounds the mean of the rest,
    `factored_places` this mean times `factor`, `total_places` the sum over components.
    """

    drop: int = 0
    factor: Number = 1
    mean_places: int | None = None
    factored_places: int | None = None
    total_places: int | None = None
    half: Half = Half.up


def total(components: Mapping[str, Sequence[Number]], steps: Steps) -> Fraction:
    """Return the total of the components' marks, exactly, rounded where `steps` say so and nowhere else.

    Raises `BadMarks` where a component keeps no mark.
    """
    parts = []
    for name, marks in components.items():
        kept = sorted(map(exact, marks))[steps.drop : len(marks) - steps.drop]
        if not kept:
            raise BadMarks(f"{name!r} keeps no mark")
        mean = to_places(sum(kept, Fraction(0)) / len(kept), steps.mean_places, steps.half)
        parts.append(to_places(mean * exact(steps.factor), steps.factored_places, steps.half))
    return to_places(sum(parts, Fraction(0)), steps.total_places, steps.half)


def to_places(value: Fraction, places: int | None, half: Half = Half.up) -> Fraction:
    """Return a number rounded to so many decimals; as it is where `places` is None. Nothing passes through a float."""
    if places is None:
        return value
    scaled = value * 10**places
    if half is Half.even:
        return Fraction(round(scaled), 10**places)
    away = int(abs(scaled) + Fraction(1, 2))
    return Fraction(away if scaled >= 0 else -away, 10**places)


def decimal(value: Fraction, places: int, half: Half = Half.up) -> Decimal:
    """Return a number as it is printed, with exactly so many decimals."""
    units = int(to_places(value, places, half) * 10**places)
    return Decimal(units).scaleb(-places)


def adding_up(parts: Iterable[Number], places: int) -> tuple[list[Decimal], Decimal]:
    """Return parts and their total as they are shown, so that the parts shown add up to the total shown.

    The total is rounded. Each part is rounded down; what is missing goes, one last place each, to the parts
    that lost most, the first among equals (the method of largest remainders: Hamilton 1792). So a part may
    differ by one last place from its own rounding, and the total never does.
    """
    fractions = [exact(part) * 10**places for part in parts]
    whole = int(to_places(sum(fractions, Fraction(0)), 0))
    floors = [one.numerator // one.denominator for one in fractions]
    order = sorted(range(len(floors)), key=lambda at: (floors[at] - fractions[at], at))
    for at in order[: whole - sum(floors)]:
        floors[at] += 1
    return [Decimal(one).scaleb(-places) for one in floors], Decimal(whole).scaleb(-places)

"""What things are made of."""

from __future__ import annotations

from dataclasses import dataclass

from deploy.art.vectors import Colour


@dataclass(frozen=True)
class Material:
    """`matte` is the colour under the surface, `mirror` what it reflects when seen head-on.

    `rough` blurs reflections (0 is polished); `grain` is the strength of the sheen along threads.
    """

    matte: Colour = (0, 0, 0)
    mirror: Colour = (0.04, 0.04, 0.04)
    rough: float = 0.0
    grain: float = 0.0


GOLD = Material(mirror=(1.0, 0.73, 0.36), rough=0.05)
ROSE_GOLD = Material(mirror=(0.98, 0.68, 0.53), rough=0.05)
BRUSHED_GOLD = Material(matte=(0.10, 0.065, 0.02), mirror=(0.90, 0.64, 0.30), rough=0.34)
PLATINUM = Material(mirror=(0.86, 0.85, 0.83), rough=0.04)
SILVER = Material(mirror=(0.96, 0.95, 0.92), rough=0.07)
DARK_SILVER = Material(matte=(0.01, 0.01, 0.012), mirror=(0.34, 0.34, 0.36), rough=0.2)
PEARL = Material(matte=(0.72, 0.68, 0.64), mirror=(0.07, 0.065, 0.07), rough=0.14)
PORCELAIN = Material(matte=(0.84, 0.84, 0.81), rough=0.015)
LACQUER = Material(matte=(0.42, 0.012, 0.010), mirror=(0.05, 0.05, 0.05), rough=0.01)
INK_LACQUER = Material(matte=(0.008, 0.008, 0.009), mirror=(0.05, 0.05, 0.05), rough=0.01)
SILK = Material(matte=(0.5, 0.5, 0.5), mirror=(0.03, 0.03, 0.03), rough=0.5, grain=0.5)
WOOL = Material(matte=(0.5, 0.5, 0.5), mirror=(0.01, 0.01, 0.01), rough=0.8, grain=0.1)

"""All pictures by the names of their files."""

from __future__ import annotations

from collections.abc import Callable

from deploy.art.vectors import Array
from deploy.art.works import cloth, drawings, pendants, rings, vessels

Picture = Callable[[float], Array]

PICTURES: dict[str, Picture] = {
    "fault-line": rings.hero,
    "fault-line-stone": rings.detail,
    "harbour-light": pendants.hero,
    "harbour-light-steps": pendants.detail,
    "tidal-twill": cloth.tidal_fall,
    "tidal-twill-threads": cloth.tidal_threads,
    "fifty-seven": drawings.construction,
    "fifty-seven-rays": drawings.angles,
    "still-water": vessels.celadon,
    "still-water-carving": vessels.celadon_neck,
}

"""All pictures by the names of their files."""

from __future__ import annotations

from collections.abc import Callable

from deploy.art.vectors import Array
from deploy.art.works import (
    brooches,
    cloth,
    drawings,
    hours,
    lace,
    pendants,
    rings,
    sheets,
    silks,
    tables,
    vessels,
    wires,
)

Picture = Callable[[float], Array]

PICTURES: dict[str, Picture] = {
    "fault-line": rings.hero,
    "fault-line-stone": rings.detail,
    "harbour-light": pendants.hero,
    "harbour-light-steps": pendants.detail,
    "tidal-twill": cloth.tidal_fall,
    "tidal-twill-threads": cloth.tidal_threads,
    "seed-of-gold": brooches.seed,
    "seed-of-gold-granules": brooches.seed_granules,
    "laurel": brooches.laurel,
    "laurel-leaves": brooches.laurel_leaves,
    "unknotted": wires.unknotted,
    "unknotted-wire": wires.unknotted_close,
    "ring-mail": wires.ring_mail,
    "three-candles": wires.drops,
    "sun-pleats": silks.pleats,
    "sun-pleats-edge": silks.pleats_close,
    "cloud-ledger": silks.brocade_fall,
    "cloud-ledger-thread": silks.brocade_close,
    "reed-bed": silks.damask_fall,
    "reed-bed-thread": silks.damask_close,
    "blue-hour": hours.blue_hour,
    "blue-hour-table": hours.blue_hour_table,
    "four-rests": hours.knife_rests,
    "blow-by-blow": tables.silver,
    "blow-by-blow-hollows": tables.silver_blows,
    "sixteen-petals": tables.lacquer,
    "sixteen-petals-lid": tables.lacquer_lid,
    "reed": tables.bottle,
    "five-rooms": tables.nested,
    "five-rooms-stacked": tables.nested_stack,
    "emerald-hour": drawings.emerald_plate,
    "emerald-hour-side": sheets.jewel_side,
    "coat-for-two": sheets.coat,
    "coat-for-two-pieces": sheets.coat_cloth,
    "comet": sheets.comet,
    "white-garden": lace.border,
    "white-garden-flower": lace.flower,
    "profiles": sheets.profiles,
    "fifty-seven": drawings.construction,
    "fifty-seven-rays": drawings.angles,
    "still-water": vessels.celadon,
    "still-water-carving": vessels.celadon_neck,
}

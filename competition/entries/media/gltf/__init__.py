"""Models in glTF 2.0's binary form: read, checked, written anew without anybody's name, and portrayed.

`container` knows the file's two chunks, `document` what we can show, `accessors` its numbers, `cleaning` what is kept,
`scene` where things stand; `raster` and `light` draw the poster.
"""

from __future__ import annotations

from pathlib import Path

import pyvips

from competition.entries.media.gltf import accessors, cleaning, container, document, portrait, scene, textures
from competition.entries.media.pictures import QUALITY, colour_of
from competition.entries.media.report import Made, Order, Report
from competition.entries.rules.findings import Found

SIDES = (480, 960)
NAME = "model.glb"


def inspect(order: Order) -> Report:
    """Check a model, write its clean copy and draw its poster."""
    content = container.read(Path(order.source).read_bytes())
    document.require_showable(content.document)
    arrays = accessors.read_all(content)
    triangles = scene.count(content.document, arrays)
    pictures = textures.read_all(content)
    found = Found(triangles=triangles, texture=max((one.longest for one in pictures), default=None))
    order.require(found)
    Path(order.folder, NAME).write_bytes(cleaning.clean(content.document, arrays, pictures))
    made = _poster(order.folder, scene.collected(content.document, arrays), pictures)
    smallest = Path(order.folder) / made[0].name
    model = Made("model", NAME, "model/gltf-binary", SIDES[-1], SIDES[-1])
    return Report(found, colour_of(smallest), made=(*made, model))


def _poster(folder: str, mesh: scene.Mesh, pictures: list[textures.Texture]) -> list[Made]:
    drawn = portrait.draw(mesh, pictures)
    height, width, _bands = drawn.shape
    whole = pyvips.Image.new_from_memory(drawn.tobytes(), width, height, 3, "uchar").copy(interpretation="srgb")
    made = []
    for side in SIDES:
        name = f"poster-{side}.webp"
        whole.thumbnail_image(side).webpsave(str(Path(folder) / name), Q=QUALITY, effort=4, keep="none")
        made.append(Made("poster", name, "image/webp", side, side))
    return made

"""The poster of a model: seen from above at three quarters, in soft light, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from competition.entries.media.gltf import light, raster
from competition.entries.media.gltf.accessors import Array
from competition.entries.media.gltf.container import broken
from competition.entries.media.gltf.scene import Mesh
from competition.entries.media.gltf.textures import Texture

SIDE = 1920  # Drawn twice as large as it is kept, so that its edges are smooth.
MARGIN = 0.84
VIEW = np.array((0.55, 0.62, 1.0))
DISTANCE = 4.2  # Of the radius: a long lens.
AT_ONCE = 250_000


def draw(mesh: Mesh, pictures: Sequence[Texture]) -> Array:
    """Return the drawing as bytes of sRGB: (1920, 1920, 3)."""
    corners, eye = _framed(mesh.corners)
    sitting = _Sitting(mesh, corners, eye, pictures)
    seen = raster.visible(corners, SIDE).ravel()
    canvas = light.ground(SIDE).reshape(-1, 3)
    hit = np.flatnonzero(seen >= 0)
    for start in range(0, len(hit), AT_ONCE):
        some = hit[start : start + AT_ONCE]
        lit, cover = sitting.points(seen[some], some)
        canvas[some] = lit * cover + canvas[some] * (1 - cover)
    return light.for_screens(canvas).reshape(SIDE, SIDE, 3)


@dataclass(frozen=True, slots=True)
class _Sitting:
    """A model before the eye: its triangles in the world and on the picture."""

    mesh: Mesh
    corners: Array
    eye: Array
    pictures: Sequence[Texture]

    def points(self, faces: Array, pixels: Array) -> tuple[Array, Array]:
        """Return light and cover of the points of these triangles that are seen at these pixels."""
        down, across = np.divmod(pixels, SIDE)
        shares = raster.weights(self.corners[faces], across + 0.5, down + 0.5).clip(0, 1)[:, :, None]
        spots = (self.mesh.corners[faces] * shares).sum(axis=1)
        normals = _unit((self.mesh.normals[faces] * shares).sum(axis=1))
        look = self.look(faces, (self.mesh.places[faces] * shares).sum(axis=1))
        return light.shaded(normals, _unit(self.eye - spots), look), look.cover

    def look(self, faces: Array, places: Array) -> light.Look:
        """Return what the points are made of, by their triangles and their places on textures."""
        found = np.empty((len(faces), 10), np.float32)
        for index, surface in enumerate(self.mesh.surfaces):
            mine = self.mesh.surface[faces] == index
            cover = surface.colour[3] if surface.is_cut_out else 1
            found[mine] = (*surface.colour[:3], cover, surface.metal, surface.rough, surface.passes, *surface.glow)
            if mine.any() and surface.colour_map is not None:
                texel = _sampled(self.pictures[surface.colour_map].small, places[mine])
                found[mine, :3] *= texel[:, :3] ** 2.2
                found[mine, 3] *= texel[:, 3] if surface.is_cut_out else 1
            if mine.any() and surface.metal_map is not None:
                texel = _sampled(self.pictures[surface.metal_map].small, places[mine])
                found[mine, 4] *= texel[:, 2]
                found[mine, 5] *= texel[:, 1]
        covers, metals, roughs, passes = np.split(found[:, 3:7], 4, axis=1)
        return light.Look(found[:, :3], covers, metals, roughs, passes, glow=found[:, 7:])


def _framed(corners: Array) -> tuple[Array, Array]:
    """Return triangles on the picture's plane with their depth, filling it; and where the eye is."""
    flat = corners.reshape(-1, 3).astype(float)
    low, high = flat.min(axis=0), flat.max(axis=0)
    centre, radius = (low + high) / 2, float(np.linalg.norm(high - low)) / 2
    if not np.isfinite(radius) or radius < 1e-12:
        broken()
    forward = -VIEW / np.linalg.norm(VIEW)
    right = np.cross(forward, (0, 1, 0))
    right /= np.linalg.norm(right)
    above = np.cross(right, forward)
    eye = centre - forward * DISTANCE * radius
    local = (flat - eye) @ np.stack([right, above, forward], axis=1)
    plane = local[:, :2] / local[:, 2:]
    middle = (plane.min(axis=0) + plane.max(axis=0)) / 2
    scale = SIDE * MARGIN / float(np.ptp(plane, axis=0).max())
    near, far = (DISTANCE - 1.01) * radius, (DISTANCE + 1.01) * radius
    # One over the distance runs straight across a plane, the distance itself does not.
    depth = (1 / local[:, 2] - 1 / near) / (1 / far - 1 / near)
    x = SIDE / 2 + (plane[:, 0] - middle[0]) * scale
    y = SIDE / 2 - (plane[:, 1] - middle[1]) * scale
    return np.stack([x, y, depth], axis=1).reshape(-1, 3, 3), eye


def _sampled(texture: Array, places: Array) -> Array:
    height, width, _bands = texture.shape
    wrapped = np.nan_to_num(places % 1)
    across = (wrapped[:, 0] * width).astype(np.int64).clip(0, width - 1)
    down = (wrapped[:, 1] * height).astype(np.int64).clip(0, height - 1)
    found: Array = texture[down, across]
    return found


def _unit(vectors: Array) -> Array:
    found: Array = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-20)
    return found

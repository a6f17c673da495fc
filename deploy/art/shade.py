"""Light on surfaces: matte colour, reflections of the studio, and the sheen of threads."""

from __future__ import annotations

import numpy as np

from deploy.art.canvas import Seen
from deploy.art.shadows import Lighting
from deploy.art.studio import Studio
from deploy.art.vectors import Array, dot, mirrored, unit, vector

BATCH = 30_000
ROUGH = 0.4


def shaded(seen: Seen, rays: Array, studio: Studio, lighting: Lighting) -> Array:
    """Return the light that each pixel of one material sends to the eye."""
    found = np.empty((len(seen.places), 3), dtype=np.float32)
    for start in range(0, len(found), BATCH):
        part = slice(start, start + BATCH)
        piece = Seen(
            seen.places[part],
            seen.points[part],
            seen.normals[part],
            seen.grain[part],
            seen.pigment[part],
            seen.material,
        )
        found[part] = _shade(piece, rays[part], studio, lighting)
    return found


def _shade(seen: Seen, rays: Array, studio: Studio, lighting: Lighting) -> Array:
    material = seen.material
    fallen = lighting.on(seen.points, seen.normals)
    lifted = 0.5 * (1 - seen.normals[:, 2:3]) * vector(*studio.paper) * 0.7
    matte = seen.pigment * (fallen + lifted)
    mirror = _mirror(seen, rays, studio, lighting, fallen)
    if not material.grain:
        return np.asarray(matte + mirror, dtype=np.float32)
    sheen = _sheen(seen, rays, studio) * fallen.mean(axis=1, keepdims=True) * seen.pigment**0.6
    return np.asarray(matte + mirror + material.grain * sheen, dtype=np.float32)


def _mirror(seen: Seen, rays: Array, studio: Studio, lighting: Lighting, fallen: Array) -> Array:
    material = seen.material
    ways = mirrored(rays, seen.normals)
    cosine = np.clip(-dot(rays, seen.normals), 0, 1)
    head_on = vector(*material.mirror)
    glancing = ((1 - cosine) ** 5 * max(0.0, 1 - material.rough * 1.6))[:, None]
    share = head_on + (1 - head_on) * glancing
    if material.rough >= ROUGH:
        return np.asarray(share * fallen, dtype=np.float32)
    free = lighting.openness(seen.points, ways)[:, None]
    closed = head_on * fallen * 0.5
    met = studio.light(ways, material.rough) * free + closed * (1 - free)
    reflected: Array = share * met
    return reflected


def _sheen(seen: Seen, rays: Array, studio: Studio) -> Array:
    """A thread is a thin cylinder: it reflects along a whole fan of directions about its own line."""
    across = unit(np.cross(seen.grain, seen.normals))
    total = np.zeros((len(seen.places), 3), dtype=np.float32)
    angles = np.radians([-50, -25, 0, 25, 50])
    for angle in angles:
        normals = unit(seen.normals * np.cos(angle) + across * np.sin(angle))
        total += studio.light(mirrored(rays, normals).astype(np.float32), 0.25) * np.float32(np.cos(angle))
    return total / len(angles)

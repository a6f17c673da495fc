"""The studio of the posters: two soft boxes, a pale ground, and what a surface makes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from competition.entries.media.gltf.accessors import Array

KEY, FILL, RIM = (
    np.array(one, np.float32) / np.linalg.norm(one) for one in ((-0.55, 0.8, 0.6), (0.9, 0.25, 0.45), (0.3, 0.5, -0.9))
)
PAPER_LIGHT, PAPER_DARK = np.array((0.80, 0.79, 0.77), np.float32), np.array((0.52, 0.51, 0.50), np.float32)
DIELECTRIC = 0.045


@dataclass(frozen=True, slots=True)
class Look:
    """What points are made of: colour and glow (n, 3); cover, metal, roughness and how much light passes (n, 1)."""

    colour: Array
    cover: Array
    metal: Array
    rough: Array
    passes: Array
    glow: Array


def shaded(normals: Array, towards: Array, look: Look) -> Array:
    """Return the light that leaves each point towards the eye: (n, 3), linear. All vectors are of length one."""
    colour, metal, rough, passes = look.colour, look.metal, look.rough, look.passes
    facing = (normals * towards).sum(axis=1, keepdims=True)
    normals = np.where(facing < 0, -normals, normals)
    facing = np.abs(facing)
    mirrored = 2 * facing * normals - towards
    base = DIELECTRIC * (1 - metal) + colour * metal
    fresnel = base + (np.maximum(1 - rough, base) - base) * (1 - facing) ** 5
    dull = colour * (1 - metal) * (1 - passes) * _diffuse(normals)
    bent = 2.2 * normals * (normals * towards).sum(axis=1, keepdims=True) - 0.8 * towards
    through = colour * passes * (1 - metal) * _studio(bent, np.maximum(rough, 0.1))
    found: Array = dull + through + fresnel * _studio(mirrored, rough) + look.glow
    return found


def ground(side: int) -> Array:
    """Return the paper behind a model, lighter in the middle."""
    across = np.linspace(-1, 1, side, dtype=np.float32)
    away = np.clip(np.hypot(across[None, :], across[:, None] + 0.15) / 1.35, 0, 1)[..., None] ** 1.6
    found: Array = PAPER_LIGHT * (1 - away) + PAPER_DARK * away
    return found


def for_screens(light: Array) -> Array:
    """Return linear light as bytes of sRGB; what is brighter than white is bent, not cut."""
    bent = np.where(light > 0.8, 0.8 + 0.2 * (1 - np.exp(-(light - 0.8) / 0.2 * 0.6)), light).clip(0, 1)
    curved = np.where(bent <= 0.0031308, bent * 12.92, 1.055 * np.maximum(bent, 1e-6) ** (1 / 2.4) - 0.055)
    found: Array = (curved * 255 + 0.5).astype(np.uint8)
    return found


def _diffuse(normals: Array) -> Array:
    up = normals[:, 1:2] * 0.5 + 0.5
    sky = 0.22 + 0.26 * up
    lit = [np.maximum((normals * lamp).sum(axis=1, keepdims=True), 0) for lamp in (KEY, FILL, RIM)]
    found: Array = sky + 0.62 * lit[0] + 0.2 * lit[1] + 0.16 * lit[2]
    return found


def _studio(directions: Array, rough: Array) -> Array:
    """Return what is seen of the studio in a direction: sharp boxes for a mirror, blurred ones for rough surfaces."""
    directions = directions / np.maximum(np.linalg.norm(directions, axis=1, keepdims=True), 1e-6)
    height = directions[:, 1:2]
    found = 0.05 + 0.42 * (height * 0.5 + 0.5) ** 2.2 + 0.1 * (1 - np.abs(height)) ** 6
    soft = 0.04 + 0.5 * rough
    for lamp, edge, power in ((KEY, 0.86, 2.2), (FILL, 0.9, 1.3), (RIM, 0.92, 1.2)):
        near = (directions * lamp).sum(axis=1, keepdims=True)
        found = found + power * (1 - 0.75 * rough) * (1 / (1 + np.exp(-(near - edge) / (0.12 * soft))))
    return found

"""Shapes over the unit square: tubes along curves, bodies of revolution, domes, links."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.interpolate import PchipInterpolator

from deploy.art.surfaces import Shape
from deploy.art.vectors import Array, unit

Curve = Callable[[Array], Array]
TURN = 2 * np.pi


def together(*parts: Array) -> Array:
    """Return points from their x, y and z."""
    joined: Array = np.stack(np.broadcast_arrays(*parts), axis=-1)
    return joined


def tube(
    curve: Curve, radius: float | Callable[[Array], Array], upright: tuple[float, float, float] | Curve = (0, 0, 1)
) -> Shape:
    """Return a wire along a curve of t in 0…1; `upright`, fixed or of t, must never run along the curve."""

    def shape(u: Array, v: Array) -> Array:
        step = 1e-4
        middle = curve(u)
        ahead = unit(curve(u + step) - curve(u - step))
        aside = upright(u) if callable(upright) else np.broadcast_to(np.array(upright, dtype=float), ahead.shape)
        side = unit(np.cross(ahead, aside))
        above = np.cross(side, ahead)
        thick = (radius(u) if callable(radius) else np.full(np.shape(u), radius))[..., None]
        angle = (TURN * v)[..., None]
        points: Array = middle + thick * (np.cos(angle) * side + np.sin(angle) * above)
        return points

    return shape


def through(points: Sequence[tuple[float, float, float]]) -> Curve:
    """Return a smooth curve through points, in equal steps of t."""
    places = np.linspace(0, 1, len(points))
    splines = [PchipInterpolator(places, axis, extrapolate=True) for axis in zip(*points, strict=True)]

    def curve(t: Array) -> Array:
        return together(*(spline(t) for spline in splines))

    return curve


def circle(radius: float, height: float = 0.0) -> Curve:
    """Return a level circle."""

    def curve(t: Array) -> Array:
        return together(radius * np.cos(TURN * t), radius * np.sin(TURN * t), height + 0 * t)

    return curve


def revolved(profile: Sequence[tuple[float, float]], uneven: Callable[[Array, Array], Array] | None = None) -> Shape:
    """Return a body turned on a wheel: (radius, height) from foot to lip; `uneven(u, v)` is added to the radius."""
    steps = np.hypot(*np.diff(np.array(profile), axis=0).T)
    places = np.concatenate([[0], np.cumsum(steps)]) / steps.sum()
    radius = PchipInterpolator(places, [r for r, _ in profile])
    height = PchipInterpolator(places, [z for _, z in profile])

    def shape(u: Array, v: Array) -> Array:
        inside = np.clip(v, 0, 1)
        wide = radius(inside) + (0 if uneven is None else uneven(u, inside))
        return together(wide * np.cos(TURN * u), wide * np.sin(TURN * u), height(inside))

    return shape


def band(radius: float, wide: Callable[[Array], Array], thick: Callable[[Array], Array]) -> Shape:
    """Return a finger ring that stands on the ground in the plane y = 0; u = 0.5 is its top."""

    def shape(u: Array, v: Array) -> Array:
        angle, section = TURN * (u - 0.5), TURN * v
        c, s = np.cos(section), np.sin(section)
        out = np.sign(c) * np.abs(c) ** 0.75
        across = np.sign(s) * np.abs(s) ** 0.75
        reach = radius + thick(u) * (1 + out)
        return together(reach * np.sin(angle), wide(u) * across, radius + reach * np.cos(angle))

    return shape


def dome(radius: float, rise: float, height: float = 0.0) -> Shape:
    """Return a flat cap."""

    def shape(u: Array, v: Array) -> Array:
        reach = radius * v
        return together(reach * np.cos(TURN * u), reach * np.sin(TURN * u), height + rise * (1 - v**2))

    return shape


def outline(sides: Sequence[tuple[float, float]], rounding: int = 5) -> Curve:
    """Return a closed curve along a polygon whose corners are rounded a little."""
    corners = np.array(sides, dtype=float)
    for _ in range(rounding):
        following = np.roll(corners, -1, axis=0)
        cut = np.stack([corners + 0.12 * (following - corners), corners + 0.88 * (following - corners)], axis=1)
        corners = cut.reshape(-1, 2)
    closed = np.vstack([corners, corners[:1]])
    lengths = np.hypot(*np.diff(closed, axis=0).T)
    places = np.concatenate([[0], np.cumsum(lengths)]) / lengths.sum()

    def curve(t: Array) -> Array:
        around = np.mod(t, 1.0)
        return together(np.interp(around, places, closed[:, 0]), np.interp(around, places, closed[:, 1]), 0 * around)

    return curve


def chain(curve: Curve, count: int, size: float) -> list[Shape]:
    """Return links along a curve, each turned a quarter against the one before."""
    places = (np.arange(count) + 0.5) / count
    return [_link(curve, float(t), size, turned=bool(k % 2)) for k, t in enumerate(places)]


def _link(curve: Curve, t: float, size: float, *, turned: bool) -> Shape:
    middle = curve(np.array(t))
    ahead = unit(curve(np.array(t + 1e-3)) - curve(np.array(t - 1e-3)))
    side = unit(np.cross(ahead, np.array([0.0, 0.0, 1.0])))
    above = np.cross(side, ahead)
    flat, thin = (0.75, 0.25) if turned else (0.25, 0.75)
    wide = unit(flat * side + thin * above)

    def ring(angle: Array) -> Array:
        loop: Array = middle + size * (
            1.3 * np.cos(TURN * angle)[..., None] * ahead + 0.75 * np.sin(TURN * angle)[..., None] * wide
        )
        return loop

    upright = np.cross(ahead, wide)
    return tube(ring, size * 0.27, (float(upright[0]), float(upright[1]), float(upright[2])))

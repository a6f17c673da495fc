"""Which triangle is seen at each pixel: a depth buffer in numpy, all small triangles of one size at once."""

from __future__ import annotations

import numpy as np

from competition.entries.media.gltf.accessors import Array

NOTHING = np.uint64(0xFFFFFFFFFFFFFFFF)
SIZES = (1, 2, 4, 8, 16, 32, 64)
AT_ONCE = 2_000_000
# So many pixels may be looked at in all; a model of huge overlapping triangles is drawn as far as that goes.
MOST_LOOKS = 600_000_000


def visible(corners: Array, side: int) -> Array:
    """Return the index of the nearest triangle at each pixel, -1 for none.

    `corners` are (n, 3, 3): x and y in pixels of a square of `side`, and depth from 0 (near) to 1 (far).
    """
    canvas = _Canvas(side, corners)
    smaller = 0
    for size in SIZES:
        chosen = np.flatnonzero((canvas.spans > smaller) & (canvas.spans <= size))
        smaller = size
        step = max(1, AT_ONCE // (size * size))
        for start in range(0, len(chosen), step):
            canvas.draw(chosen[start : start + step], size)
    for index in np.flatnonzero(canvas.spans > smaller):
        canvas.draw(np.array([index]), int(canvas.spans[index]))
    return canvas.nearest()


class _Canvas:
    """The depth buffer: of each pixel the nearest depth in the high 32 bits, and whose it is in the low ones."""

    def __init__(self, side: int, corners: Array) -> None:
        self.side, self.corners, self.left = side, corners, MOST_LOOKS
        self.buffer = np.full(side * side, NOTHING)
        self.low = np.floor(corners[:, :, :2].min(axis=1)).astype(np.int64).clip(0, side - 1)
        high = np.floor(corners[:, :, :2].max(axis=1)).astype(np.int64).clip(0, side - 1)
        self.spans = (high - self.low).max(axis=1) + 1

    def draw(self, indices: Array, size: int) -> None:
        """Look at a square of `size` pixels for each triangle, and keep the nearest one of each pixel."""
        self.left -= len(indices) * size * size
        if self.left < 0:
            return
        low, corners = self.low[indices], self.corners[indices]
        down, across = np.divmod(np.arange(size * size), size)
        x, y = low[:, 0, None] + across, low[:, 1, None] + down
        shares = weights(corners, x + 0.5, y + 0.5)
        is_in = (shares >= -1e-9).all(axis=-1) & (x < self.side) & (y < self.side)
        depth = (shares * corners[:, None, :, 2]).sum(axis=-1).clip(0, 1)[is_in]
        keys = (depth * 0xFFFFFFFE).astype(np.uint64) << np.uint64(32)
        keys |= np.broadcast_to(indices[:, None], is_in.shape)[is_in].astype(np.uint64)
        np.minimum.at(self.buffer, (y * self.side + x)[is_in], keys)

    def nearest(self) -> Array:
        """Return whose each pixel is, -1 for nobody's."""
        found = (self.buffer & np.uint64(0xFFFFFFFF)).astype(np.int64)
        found[self.buffer == NOTHING] = -1
        return found.reshape(self.side, self.side)


def weights(corners: Array, x: Array, y: Array) -> Array:
    """Return the barycentric coordinates of points in triangles (n, 3, ≥ 2); x and y are (n, …)."""
    shape = (slice(None), *([None] * (x.ndim - 1)))
    (ax, ay), (bx, by), (cx, cy) = ((corners[:, k, 0][shape], corners[:, k, 1][shape]) for k in range(3))
    area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    area = np.where(np.abs(area) < 1e-12, np.inf, area)
    first = ((bx - x) * (cy - y) - (cx - x) * (by - y)) / area
    second = ((cx - x) * (ay - y) - (ax - x) * (cy - y)) / area
    return np.stack([first, second, 1 - first - second], axis=-1)

"""Woven cloth from its draft: which warp thread lies over which weft, and the relief and colour that follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deploy.art.vectors import Array, Colour, vector


@dataclass(frozen=True)
class Weave:
    """A draft (rows are wefts; true where the warp lies above), colours of both, how far threads rise and sink."""

    draft: Array
    warp: Array
    weft: Array
    lift: float = 0.30
    round: float = 0.34
    thickness: tuple[float, float] = (0.92, 0.98)
    twist: float = 0.05

    def relief(self, s: Array, t: Array) -> tuple[Array, Array]:
        """Return height and colour where warp thread s crosses weft thread t, both counted in threads."""
        warp = self._thread(s, t, over=True)
        weft = self._thread(t, s, over=False)
        above = warp > weft
        colour = np.where(above[..., None], self._colour(self.warp, s), self._colour(self.weft, t))
        valley = np.clip((np.maximum(warp, weft) + 0.35) / 0.5, 0.25, 1)[..., None]
        return np.maximum(warp, weft), (colour * valley).astype(np.float32)

    def _thread(self, own: Array, along: Array, *, over: bool) -> Array:
        """A thread's height: its round section, and the smooth way it takes over and under the others."""
        offset = np.mod(own, 1) - 0.5
        width = self.thickness[0 if over else 1]
        section = np.sqrt(np.maximum(1 - (2 * offset / width) ** 2, 0))
        before = np.floor(along - 0.5)
        share = along - 0.5 - before
        share = share * share * (3 - 2 * share)
        number = np.floor(own)
        way = self._lies(number, before, over=over) * (1 - share) + self._lies(number, before + 1, over=over) * share
        ply = self.twist * np.sin(2 * np.pi * (along * 1.7 + own * 2.2)) * section
        height: Array = np.where(np.abs(2 * offset) < width, self.round * section + self.lift * way + ply, -0.5)
        return height

    def _lies(self, own: Array, other: Array, *, over: bool) -> Array:
        rows, columns = self.draft.shape
        row, column = (other, own) if over else (own, other)
        warp_above = self.draft[np.mod(row, rows).astype(int), np.mod(column, columns).astype(int)]
        lies: Array = np.where(warp_above == over, 1.0, -1.0)
        return lies

    @staticmethod
    def _colour(colours: Array, number: Array) -> Array:
        found: Array = colours[np.mod(np.floor(number), len(colours)).astype(int)]
        return found


def yarn(*colours: Colour) -> Array:
    """Return the colours of a thread system, in the order in which the threads follow each other."""
    return np.stack([vector(*colour) for colour in colours])


def twill(over: int, under: int) -> Array:
    """Return the draft of a twill: each weft begins one thread later."""
    size = over + under
    row = np.arange(size) < over
    return np.stack([np.roll(row, k) for k in range(size)])


def herringbone(over: int, under: int, width: int) -> Array:
    """Return a twill whose line turns back after so many threads."""
    base = twill(over, under)
    size = over + under
    columns = [*range(width), *reversed(range(width))]
    return np.stack([base[:, column % size] for column in columns], axis=1)


def satin(size: int = 8, step: int = 3, *, warp_faced: bool = True) -> Array:
    """Return a satin: one binding point for each thread, scattered by steps."""
    draft = np.zeros((size, size), dtype=bool)
    draft[np.arange(size), (np.arange(size) * step) % size] = True
    return ~draft if warp_faced else draft


def figured(figure: Array, ground: Array, motif: Array) -> Array:
    """Return a jacquard: one draft where the figure is, another around it."""
    rows, columns = figure.shape

    def tiled(draft: Array) -> Array:
        times = (rows // draft.shape[0] + 1, columns // draft.shape[1] + 1)
        return np.tile(draft, times)[:rows, :columns]

    return np.where(figure, tiled(motif), tiled(ground))

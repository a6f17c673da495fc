"""The film: a loose brilliant turns once on dark paper, in five seconds."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av

from deploy.art.camera import Camera
from deploy.art.cuts import brilliant
from deploy.art.gems import DIAMOND, Stone
from deploy.art.scene import Ground, Scene, photograph
from deploy.art.vectors import Array, turn, vector
from deploy.art.works.light import EVENING, FIRE

SIDE, FRAMES, RATE = 480, 50, 10
# A brilliant looks the same after an eighth of a turn: the film shows two eighths, again and again.
STEP = 90 / FRAMES


def frame(number: int, side: int = SIDE) -> Array:
    """Return one picture of the film."""
    camera = Camera((0, -5.6, 8.4), (0, 0, 0.05), 0.145, side, side)
    stone = Stone(brilliant(), DIAMOND, turn("z", STEP * number), vector(0, 0, 0.0), 1.0)
    return photograph(Scene(camera, EVENING, (), (stone,), Ground((0.045, 0.05, 0.06), height=-0.9), sparkle=FIRE))


def write(path: Path) -> None:
    """Render all frames and write them as H.264, without a sound track or tags."""
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as film:
        stream = film.add_stream("libx264", rate=Fraction(RATE), options={"crf": "24", "preset": "slow"})
        stream.width = stream.height = SIDE
        stream.pix_fmt = "yuv420p"
        for number in range(FRAMES):
            for packet in stream.encode(av.VideoFrame.from_ndarray(frame(number), format="rgb24")):
                film.mux(packet)
        for packet in stream.encode():
            film.mux(packet)

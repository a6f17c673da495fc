"""Video: a poster, its length, and a copy in new MP4 boxes without tags, chapters or data tracks.

The copy is remuxed, not encoded again: the pictures are the entrant's, the labels are gone.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import av
import pyvips

from competition.calls.rules import Codec
from competition.entries.media.pictures import QUALITY, colour_of
from competition.entries.media.report import Made, Order, RefusedError, Report
from competition.entries.rules.findings import Found

POSTER_AT = 0.1
POSTER_WIDTH = 1600
MOST_FRAMES = 300
# What FFmpeg calls a codec; some it knows by the name of the library that decodes it.
_CODECS = {str(codec): codec for codec in Codec} | {
    "libdav1d": Codec.av1,
    "libvpx-vp9": Codec.vp9,
    "libaom-av1": Codec.av1,
}


def inspect(order: Order) -> Report:
    """Check a video's codec and length, take its poster a tenth of the way in, write the clean copy."""
    try:
        return _inspect(order)
    except (av.FFmpegError, ValueError, OSError) as fault:
        raise RefusedError("damaged") from fault


def _inspect(order: Order) -> Report:
    with av.open(order.source) as container:
        stream = next(iter(container.streams.video), None)
        if stream is None:
            raise RefusedError("no_picture")
        found = _found(container, stream)
        order.require(found)
        poster = _poster(order, container, stream, found.seconds or 0)
    made = (poster, _remux(order))
    return Report(found, colour_of(Path(order.folder) / poster.name), made=made)


def _found(container: Any, stream: Any) -> Found:
    name = stream.codec_context.name
    codec = _CODECS.get(name)
    if codec is None:
        raise RefusedError("codec", codec=name)
    seconds = round(float(container.duration or 0) / av.time_base, 2)
    return Found(width=stream.width, height=stream.height, seconds=seconds, codec=codec)


def _poster(order: Order, container: Any, stream: Any, seconds: float) -> Made:
    frame = _frame_at(container, stream, seconds * POSTER_AT)
    pixels = frame.to_ndarray(format="rgb24")
    picture = pyvips.Image.new_from_memory(pixels.tobytes(), frame.width, frame.height, 3, "uchar")
    picture = picture.copy(interpretation="srgb").thumbnail_image(POSTER_WIDTH, height=POSTER_WIDTH, size="down")
    picture.webpsave(str(Path(order.folder) / "poster.webp"), Q=QUALITY, effort=2, keep="none")
    return Made("poster", "poster.webp", "image/webp", picture.width, picture.height)


def _frame_at(container: Any, stream: Any, second: float) -> Any:
    """Return the first frame at or after `second`, or the last of the few hundred after the key frame before it."""
    container.seek(int(second * av.time_base))
    frame = None
    for frame in islice(container.decode(stream), MOST_FRAMES):
        if frame.time is not None and frame.time >= second:
            break
    if frame is None:
        raise RefusedError("damaged")
    return frame


def _remux(order: Order) -> Made:
    options = {"movflags": "+faststart", "map_metadata": "-1", "fflags": "+bitexact"}
    target = str(Path(order.folder) / "video.mp4")
    with av.open(order.source) as source, av.open(target, "w", format="mp4", options=options) as copy:
        kept = (*source.streams.video[:1], *source.streams.audio[:1])
        pairs = {one.index: copy.add_stream_from_template(one) for one in kept}
        for stream in pairs.values():
            stream.metadata.clear()
        for packet in source.demux([source.streams[index] for index in pairs]):
            if packet.dts is not None:
                packet.stream = pairs[packet.stream.index]
                copy.mux(packet)
        width, height = source.streams.video[0].width, source.streams.video[0].height
    return Made("video", "video.mp4", "video/mp4", width, height)

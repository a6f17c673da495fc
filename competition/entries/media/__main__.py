"""The limited process: one order as JSON on standard input, one report as JSON on standard output."""

from __future__ import annotations

import json
import resource
import sys

from competition.entries.media.report import Order, RefusedError, Report

CPU_SECONDS = 150
MEMORY_BYTES = 3 * 1024**3
FILE_BYTES = 4 * 1024**3


def main() -> None:
    """Carry out the order that was handed in."""
    _limit_this_process()
    order = Order(**json.load(sys.stdin))
    try:
        report = _inspect(order)
    except RefusedError as refused:
        report = Report(refusal=refused.code, values=refused.values)
    json.dump(report.to_plain(), sys.stdout)


def _limit_this_process() -> None:
    """Bound CPU time, memory and file size for good, before any decoder is loaded; leave no core behind."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _inspect(order: Order) -> Report:
    # Each decoder is loaded only for its own kind: a picture needs neither FFmpeg nor PDFium in memory.
    if order.media_type.startswith("image/"):
        import pyvips  # noqa: PLC0415

        from competition.entries.media import pictures  # noqa: PLC0415

        pyvips.block_untrusted_set(True)
        pyvips.cache_set_max(0)  # Each picture is read once: what is kept for a second reading only takes memory.
        return pictures.inspect(order)
    if order.media_type == "application/pdf":
        from competition.entries.media import documents  # noqa: PLC0415

        return documents.inspect(order)
    if order.media_type.startswith("video/"):
        from competition.entries.media import films  # noqa: PLC0415

        return films.inspect(order)
    if order.media_type == "model/gltf-binary":
        from competition.entries.media import gltf  # noqa: PLC0415

        return gltf.inspect(order)
    # What has no cleaner gets no copies, so that no jury ever sees it.
    return Report()


if __name__ == "__main__":
    main()

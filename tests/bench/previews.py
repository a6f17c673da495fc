"""What the limited process takes of memory at its most for a picture of 96 megapixels, as people send them; in MB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import pyvips

from competition.entries.media.report import Order, Report
from competition.entries.media.sandbox import FRUGAL, ROOT

WIDTH, HEIGHT = 12_000, 8_000
COMPRESSIONS = ("none", "deflate")
# The process tells the peak of its own resident set after its work. (What `getrusage` tells begins with the peak of the
# process that started it.)
MEASURED = """
import sys
from competition.entries.media.__main__ import main
main()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stderr.write(str(int(peak.split()[1]) * 1024))
"""


def a_large_tiff(path: Path, **options: object) -> None:
    """Write 96 megapixels with the grain of a photograph, in strips."""
    place = pyvips.Image.xyz(WIDTH, HEIGHT)
    grain = pyvips.Image.gaussnoise(WIDTH, HEIGHT, sigma=6, seed=1)
    bands = (place[0] * (255 / WIDTH)).bandjoin([place[1] * (255 / HEIGHT), (place[0] + place[1]) * 0.01])
    (bands + grain).cast("uchar").copy(interpretation="srgb").tiffsave(str(path), **options)


def read(folder: Path, compression: str) -> tuple[Report, int]:
    """Let the limited process make the previews of such a picture; return its report, and the peak of its memory."""
    source = folder / "large.tif"
    a_large_tiff(source, compression=compression)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED],
        input=json.dumps(asdict(Order(str(source), "image/tiff", str(folder)))).encode(),
        capture_output=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **FRUGAL},
        check=True,
    )
    return Report.from_plain(json.loads(done.stdout)), int(done.stderr)


def main() -> None:
    for compression in COMPRESSIONS:
        with tempfile.TemporaryDirectory() as name:
            _report, peak = read(Path(name), compression)
        print(f"{compression} {peak / 1e6:.1f}", flush=True)


if __name__ == "__main__":
    main()

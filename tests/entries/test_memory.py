"""What the limited process takes of memory at its most, for the largest pictures that people send."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
import pyvips

from competition.entries.media.report import Order, Report
from competition.entries.media.sandbox import FRUGAL, ROOT

WIDTH, HEIGHT = 12_000, 8_000
MOST_BYTES = 250_000_000
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


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("compression", ["none", "deflate"])
def test_a_tiff_of_96_megapixels_stays_below_250_megabytes(tmp_path: Path, compression: str) -> None:
    source = tmp_path / "large.tif"
    a_large_tiff(source, compression=compression)
    order = Order(str(source), "image/tiff", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED],
        input=json.dumps(asdict(order)).encode(),
        capture_output=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **FRUGAL},
        check=True,
    )
    report, peak = Report.from_plain(json.loads(done.stdout)), int(done.stderr)
    print(f"{compression}: {peak / 1e6:.0f} MB at the most")  # noqa: T201 - The figure is what this is for.
    assert (report.refusal, report.found.width, report.found.height) == (None, WIDTH, HEIGHT)
    assert [one.width for one in report.made if one.media_type == "image/webp"] == [480, 960, 1920, 3840, 6928]
    assert peak < MOST_BYTES

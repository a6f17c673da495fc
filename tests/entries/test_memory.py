"""What the limited process takes of memory at its most, for the largest pictures that people send."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.previews import COMPRESSIONS, HEIGHT, WIDTH, read

MOST_BYTES = 250_000_000


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_tiff_of_96_megapixels_stays_below_250_megabytes(tmp_path: Path, compression: str) -> None:
    report, peak = read(tmp_path, compression)
    print(f"{compression}: {peak / 1e6:.0f} MB at the most")  # noqa: T201 - The figure is what this is for.
    assert (report.refusal, report.found.width, report.found.height) == (None, WIDTH, HEIGHT)
    assert [one.width for one in report.made if one.media_type == "image/webp"] == [480, 960, 1920, 3840, 6928]
    assert peak < MOST_BYTES

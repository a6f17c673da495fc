"""`make demo-art`: render the pictures into deploy/demo/art. Names choose some; `--scale 0.3` makes proofs."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from deploy.art.develop import save
from deploy.art.works.register import PICTURES

FOLDER = Path(__file__).resolve().parents[1] / "demo" / "art"


def main() -> None:
    """Render what was asked for, one picture after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*PICTURES, []], metavar="name")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--into", type=Path, default=FOLDER)
    asked = parser.parse_args()
    for name in asked.names or PICTURES:
        begun = time.monotonic()
        path = asked.into / f"{name}.webp"
        save(PICTURES[name](asked.scale), path)
        print(f"{path.name}: {path.stat().st_size // 1024} KB, {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()

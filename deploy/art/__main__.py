"""`make demo-art`: render everything into deploy/demo/art. Names choose some; `--scale 0.3` makes proofs."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from deploy.art import glb, statement, turntable
from deploy.art.cuts import brilliant
from deploy.art.develop import save
from deploy.art.works.register import PICTURES

FOLDER = Path(__file__).resolve().parents[1] / "demo" / "art"
OTHERS: dict[str, Callable[[Path], None]] = {
    "fifty-seven.glb": lambda path: glb.write(brilliant(64), path),
    "fifty-seven.mp4": turntable.write,
    "fifty-seven.pdf": statement.write,
}


def main() -> None:
    """Render what was asked for, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join([*PICTURES, *OTHERS])}")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--into", type=Path, default=FOLDER)
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    for name in asked.names or [*PICTURES, *OTHERS]:
        begun = time.monotonic()
        path = _made(name, asked.scale, asked.into)
        print(f"{path.name}: {path.stat().st_size // 1024} KB, {time.monotonic() - begun:.0f} s", flush=True)


def _made(name: str, scale: float, folder: Path) -> Path:
    if name in OTHERS:
        OTHERS[name](folder / name)
        return folder / name
    path = folder / f"{name}.webp"
    save(PICTURES[name](scale), path)
    return path


if __name__ == "__main__":
    main()

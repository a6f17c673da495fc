"""`make demo-reset`: throw the demo's data away; its settings in var/facet.env stay."""

from __future__ import annotations

import shutil

from deploy.state import VAR, only_one
from deploy.step import ROOT

# The demo's own things, and nothing else that may lie in var.
DATA = ("facet.sqlite3*", "queue.sqlite3*", "bucket", "demo.prepared")


def main() -> None:
    """Remove the data unless the demo is running, and say what was removed."""
    with only_one():
        found = sorted(path for pattern in DATA for path in VAR.glob(pattern))
        for path in found:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    removed = ", ".join(str(path.relative_to(ROOT)) for path in found) or "nothing: there was no data"
    print(f"Removed {removed}. The next `make demo` starts over.")


if __name__ == "__main__":
    main()

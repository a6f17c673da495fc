"""Print how much slower the lists of ten thousand drafts are than those of a hundred: entrant's and organiser's."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.houses import houses
from tests.entries.test_ten_thousand import FEW, MANY, a_house, times_slower


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where `TEST_DATABASE_URL` names one."""
    with tempfile.TemporaryDirectory() as folder:
        for name, app in houses(Path(folder)):
            few, many = a_house(app, FEW), a_house(app, MANY)
            for page, asked in many.pages().items():
                print(f"{name}_{page}", round(times_slower(asked, few.pages()[page]), 3))


if __name__ == "__main__":
    main()

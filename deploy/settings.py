"""Part of `make setup`: write var/facet.env, so that the commands of `flask` start in a fresh clone."""

from __future__ import annotations

from deploy.state import kept_settings

if __name__ == "__main__":
    kept_settings()

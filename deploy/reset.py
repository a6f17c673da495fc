"""`make demo-reset`: throw the demo's data away; its settings in var/facet.env stay."""

from __future__ import annotations

from deploy.state import VAR, only_one, remove_data


def main() -> None:
    """Remove the data unless the demo is running, and say what was removed."""
    with only_one():
        found = remove_data()
    removed = ", ".join(f"{VAR.name}/{path.name}" for path in found) or "nothing: there was no data"
    print(f"Removed {removed}. The next `make demo` starts over.")


if __name__ == "__main__":
    main()

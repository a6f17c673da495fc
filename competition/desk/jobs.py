"""The jobs of the desk."""

from __future__ import annotations

from collections.abc import Callable

from competition.desk.services import own_data


def make_export(export_id: str) -> None:
    """Pack a person's own data."""
    own_data.make_export(export_id)


def forget_export(export_id: str) -> None:
    """Delete an export whose week is over."""
    own_data.forget_export(export_id)


JOBS: dict[str, Callable[..., None]] = {"desk.make_export": make_export, "desk.forget_export": forget_export}

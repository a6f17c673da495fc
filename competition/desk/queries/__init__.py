"""Reads across domains: the demo's first page, and what is a person's own."""

from competition.desk.queries.demo import DemoAccount, Preset, demo_accounts, person_of, presets
from competition.desk.queries.own_data import OwnFile, archive_link, export_of, exports_of, own_files, own_rows

__all__ = [
    "DemoAccount",
    "OwnFile",
    "Preset",
    "archive_link",
    "demo_accounts",
    "export_of",
    "exports_of",
    "own_files",
    "own_rows",
    "person_of",
    "presets",
]

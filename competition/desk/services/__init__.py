"""The verbs that need every domain at once: the demo, and a person's own data."""

from competition.desk.services.demo import is_loaded, load_demo
from competition.desk.services.duplicate import duplicate_call
from competition.desk.services.entering import enter
from competition.desk.services.own_data import ask_export, on_person_erased
from competition.desk.services.presets import begin_from

__all__ = [
    "ask_export",
    "begin_from",
    "duplicate_call",
    "enter",
    "is_loaded",
    "load_demo",
    "on_person_erased",
]

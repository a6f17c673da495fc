"""The verbs that need every domain at once: the demo, and a person's own data."""

from competition.desk.services.demo import is_loaded, load_demo
from competition.desk.services.entering import enter
from competition.desk.services.own_data import ask_export, on_person_erased

__all__ = ["ask_export", "enter", "is_loaded", "load_demo", "on_person_erased"]

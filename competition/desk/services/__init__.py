"""The verbs that need every domain at once."""

from competition.desk.services.demo import is_loaded, load_demo
from competition.desk.services.duplicate import duplicate_call
from competition.desk.services.entering import enter
from competition.desk.services.presets import begin_from

__all__ = ["begin_from", "duplicate_call", "enter", "is_loaded", "load_demo"]

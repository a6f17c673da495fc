"""The verbs that need every domain at once."""

from competition.desk.services.demo import is_loaded, load_demo
from competition.desk.services.entering import enter

__all__ = ["enter", "is_loaded", "load_demo"]

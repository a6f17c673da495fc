"""The verbs that need every domain at once."""

from competition.desk.services.demo import is_loaded, load_demo

__all__ = ["is_loaded", "load_demo"]

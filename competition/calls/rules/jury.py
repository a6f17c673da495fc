"""What a call may say of its jury."""

from __future__ import annotations

# Raised when the sentence changes in substance: nobody is named then who has not agreed anew.
NAMING_VERSION = 1

"""Paper: documents that people keep, typeset as PDF.

A source in `templates/paper/` says how a document looks; what it says goes in as data, never into the source, so that
nobody's words are taken for commands. `press` imports typst, and nothing else does.
"""

from competition.paper.press import typeset

__all__ = ["typeset"]

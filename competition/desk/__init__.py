"""The desk: what needs every domain at once. The demo is loaded and entered from here."""

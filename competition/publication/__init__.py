"""Publication: the one way to release results, and the public pages that read only what was released."""

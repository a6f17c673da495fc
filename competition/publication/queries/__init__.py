"""Reads of publication: `releases` (for those who release), `winners` (what is frozen), `public` (what all may see)."""

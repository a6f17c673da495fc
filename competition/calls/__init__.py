"""Calls: a call for entries with its hosts, brief, categories, entry form, calendar and rounds."""

"""Entries: drafts, teams, files from browser to bucket, submission and receipt."""

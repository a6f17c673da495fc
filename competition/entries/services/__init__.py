"""The verbs of entries, split by noun: drafts, uploads, submission, inspection of files."""

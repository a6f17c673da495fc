"""Decoding what strangers sent: checks, clean copies and previews, in a limited process of its own.

Pure of database, bucket and Flask, as `results.engine` is: a path goes in, a report comes out. The
process has no secrets in its environment, bounded memory, time and file size; if it dies, the file is
refused and nothing else suffers (`docs/decisions/0004`).
"""

"""Rows for tests, one module a domain: each function adds what is asked for, with sensible defaults."""

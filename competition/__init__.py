"""Facet: entries, juries and winners of design competitions.

The code is split by domain; each domain has the same few rooms (rules, models, queries, services,
forms, views, jobs). Data flows down one river and imports only point up it:

    people → calls → entries → judging → results → publication → exhibitions → desk

`docs/architecture.md` is the floor plan; `competition/app.py` the only place where it is wired.
"""

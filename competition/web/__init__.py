"""The edge: gates, session, language of the address, errors, fields, headers, assets, health.

Below every domain and importing none of them; `app.py` hands it what it needs from above.
"""

"""The WSGI entry point: `gunicorn wsgi:app`."""

from competition.app import create_app

app = create_app()

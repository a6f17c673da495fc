"""Addresses: canonical ones never made from the Host header, and `next` only if it is relative."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for

from config import Settings


def init_app(app: Flask) -> None:
    """Give templates, those of letters above all, `canonical()`."""
    app.jinja_env.globals["canonical"] = canonical


def canonical(endpoint: str, **values: Any) -> str:
    """Return the one full address of an endpoint, from `BASE_URL`."""
    settings: Settings = current_app.extensions["facet_settings"]
    return settings.base_url + url_for(endpoint, _external=False, **values)


def safe_next(target: str | None, default: str) -> str:
    """Return `target` if it is a path of ours, else `default`.

    Browsers drop tabs and newlines and read a backslash as a slash: any of these makes the target unsafe.
    """
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if any(ord(sign) <= ord(" ") or sign == "\\" for sign in target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target


def referring_path() -> str:
    """Return the path of the page that a form was sent from, or `/`."""
    settings: Settings = current_app.extensions["facet_settings"]
    referrer = request.referrer or ""
    path = referrer.removeprefix(settings.base_url) if referrer.startswith(settings.base_url + "/") else "/"
    return safe_next(path, "/")

"""Security headers on every answer, and a nonce for every page."""

from __future__ import annotations

import secrets

from flask import Flask, g
from werkzeug.wrappers import Response

from config import Settings

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def init_app(app: Flask, settings: Settings) -> None:
    """Attach the headers; the bucket's origin is the only other one that a page may talk to."""

    def add(answer: Response) -> Response:
        if answer.status_code != 304:  # The page that the browser kept goes on with the nonce that it came with.
            answer.headers.setdefault("Content-Security-Policy", _policy(settings))
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        answer.headers.setdefault("Referrer-Policy", "same-origin")
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        answer.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if "Cache-Control" not in answer.headers:
            answer.headers["Cache-Control"] = "private, no-store"
        if settings.is_tls:
            answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return answer

    app.after_request(add)
    app.context_processor(lambda: {"csp_nonce": nonce()})


def nonce() -> str:
    """Return this request's nonce for scripts and style elements."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def allow_workers() -> None:
    """Let this page start workers and compile WebAssembly: only pages with an uploader or a viewer do."""
    g.allows_workers = True


def send_nothing() -> None:
    """Forbid this page's scripts every connection: for a page that promises to send nothing."""
    g.sends_nothing = True


def _policy(settings: Settings) -> str:
    bucket = settings.bucket_origin
    media = f" {settings.public_media_url}" if settings.public_media_url else ""
    token = nonce()
    heavy = g.get("allows_workers", False)
    rules = [
        "default-src 'none'",
        f"script-src 'nonce-{token}'" + (" 'wasm-unsafe-eval'" if heavy else ""),
        f"style-src 'self' 'nonce-{token}'",
        f"img-src 'self' blob: data: {bucket}{media}",
        f"media-src blob: {bucket}{media}",
        "connect-src 'none'" if g.get("sends_nothing", False) else f"connect-src 'self' {bucket}",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'" if heavy else "worker-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    return "; ".join(rules)

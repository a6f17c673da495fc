"""The application's bucket and signer: `app.py` attaches them, services and queries ask for them here."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask import Flask, current_app

from competition.storage.interface import Bucket
from competition.storage.keys import PUBLIC_PREFIX
from competition.storage.links import LinkSigner
from config import Settings


def init_app(app: Flask, bucket: Bucket, signer: LinkSigner) -> None:
    """Attach a bucket and the signer of links to its objects."""
    app.extensions["facet_bucket"] = bucket
    app.extensions["facet_link_signer"] = signer


def bucket() -> Bucket:
    """Return the bucket; each of its network methods refuses to run inside a transaction."""
    return cast("Bucket", current_app.extensions["facet_bucket"])


def link_signer() -> LinkSigner:
    """Return the signer of links; signing needs no network and may be done anywhere."""
    return cast("LinkSigner", current_app.extensions["facet_link_signer"])


def public_link(key: str, now: datetime) -> str:
    """Return where a browser finds what lies under the public prefix: at the CDN, or by a link for some minutes."""
    settings: Settings = current_app.extensions["facet_settings"]
    if settings.public_media_url:
        return f"{settings.public_media_url}/{key.removeprefix(PUBLIC_PREFIX)}"
    return link_signer().preview(key, now).url

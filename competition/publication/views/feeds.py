"""What machines read: an Atom feed of the winners in each language, the map of the site, and what robots may do."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import render_template
from werkzeug.wrappers import Response

from competition.calls.queries import published_calls
from competition.i18n import LANGUAGES
from competition.publication.queries import public
from competition.publication.views.blueprints import blueprint, fixed
from competition.web import caching, gates
from competition.web.links import canonical

FEED_WORKS = 50
PAGES = ("publication.home", "publication.gallery", "calls.index")
ROBOTS = """User-agent: *
Disallow: /*/organise/
Disallow: /*/jury/
Disallow: /*/account

Sitemap: {map}
"""


@blueprint.get("/feed.xml")
@gates.public
def feed() -> Response:
    """Return the works published last."""
    body = render_template("publication/feed.xml", works=public.latest_works(FEED_WORKS))
    return caching.for_everyone(FlaskResponse(body, mimetype="application/atom+xml"))


@fixed.get("/sitemap.xml")
@gates.public
def sitemap() -> Response:
    """Return every public page in every language."""
    body = render_template("publication/sitemap.xml", addresses=_addresses())
    return caching.for_everyone(FlaskResponse(body, mimetype="application/xml"))


@fixed.get("/robots.txt")
@gates.public
def robots() -> Response:
    """Say what robots may read, and where the map is."""
    body = ROBOTS.format(map=canonical("publication_fixed.sitemap"))
    return caching.for_everyone(FlaskResponse(body, mimetype="text/plain"))


def _addresses() -> list[str]:
    pages: list[tuple[str, dict[str, str]]] = [(endpoint, {}) for endpoint in PAGES]
    pages += [("calls.show", {"slug": call.slug}) for call in published_calls()]
    pages += [("publication.winners", {"slug": slug}) for slug in public.released_slugs()]
    pages += [("publication.work", {"work_id": work_id}) for work_id in public.work_ids()]
    return [canonical(endpoint, lang=lang, **values) for endpoint, values in pages for lang in LANGUAGES]

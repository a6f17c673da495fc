"""Pages that everybody sees alike may be kept by browsers and proxies for a minute, and checked by their ETag.

The ETag is the digest of the page without its nonce. A 304 carries no policy of its own (`headers`): the kept page
goes on with the nonce that it came with.
"""

from __future__ import annotations

import hashlib

from flask import make_response, request, session
from werkzeug.wrappers import Response

from competition.web.headers import nonce
from competition.web.session import current_actor

SECONDS = 60


def for_everyone(body: str | Response) -> Response:
    """Return a page as an answer that a visitor's browser may keep; for a signed-in person it is his alone.

    So it is for a visitor who has a session: a message that waited for him may stand on the page.
    """
    answer: Response = make_response(body)
    answer.vary.add("Cookie")
    if current_actor().is_signed_in or session or session.modified:
        return answer
    answer.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    answer.set_etag(_digest(answer))
    return answer.make_conditional(request)


def _digest(answer: Response) -> str:
    return hashlib.sha256(answer.get_data().replace(nonce().encode(), b"")).hexdigest()[:32]

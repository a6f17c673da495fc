"""The pages of publication: `release` (for those who release), `public` (for everybody), `feeds` (for machines)."""

from competition.publication.views import feeds, public, release
from competition.publication.views.blueprints import blueprint, fixed

__all__ = ["blueprint", "feeds", "fixed", "public", "release"]

"""The pages of publication: `release` (for those who release), `public` (for everybody), `feeds` (for machines);
`withdrawals` of what was announced.
"""

from competition.publication.views import feeds, public, release, withdrawals
from competition.publication.views.blueprints import blueprint, fixed

__all__ = ["blueprint", "feeds", "fixed", "public", "release", "withdrawals"]

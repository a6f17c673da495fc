"""The pages of publication: `release` (for those who release), `public` (for everybody), `feeds` (for machines);
`withdrawals` of what was announced, `complaints` about it, `feedback` to the teams.
"""

from competition.publication.views import complaints, feedback, feeds, public, release, withdrawals
from competition.publication.views.blueprints import blueprint, fixed

__all__ = ["blueprint", "complaints", "feedback", "feeds", "fixed", "public", "release", "withdrawals"]

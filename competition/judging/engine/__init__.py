"""Who judges what: `dealing` shares entries out evenly, `wishing` says who fits what, `linking` tells whether all marks
can be compared; apart, since it loads scipy, `matching` lets each entry go to those who fit it.

Pure: seeded, nothing is read or written.
"""

from competition.judging.engine.dealing import Deal, Pair, Pool, deal, place_in_order
from competition.judging.engine.linking import groups_of, linked_groups
from competition.judging.engine.replacing import replacement
from competition.judging.engine.wishing import Piece, Sitter, Wishes, reads, wishes_of

__all__ = [
    "Deal",
    "Pair",
    "Piece",
    "Pool",
    "Sitter",
    "Wishes",
    "deal",
    "groups_of",
    "linked_groups",
    "place_in_order",
    "reads",
    "replacement",
    "wishes_of",
]

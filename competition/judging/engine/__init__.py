"""Who judges what: `dealing` shares entries out evenly, `wishing` says who fits what, `matching` lets each go to those
who fit it, `linking` tells whether all marks can be compared. Pure: seeded, nothing is read or written.
"""

from competition.judging.engine.dealing import Deal, Pair, Pool, deal, place_in_order
from competition.judging.engine.linking import groups_of, linked_groups
from competition.judging.engine.matching import Wishes, match
from competition.judging.engine.wishing import Piece, Sitter, reads, wishes_of

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
    "match",
    "place_in_order",
    "reads",
    "wishes_of",
]

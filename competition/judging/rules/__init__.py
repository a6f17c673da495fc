"""The law of the jury room: `kinds` (of rounds), `rubric` (what is judged by), `sheets` (marks), `giving` (what
else a sheet must hold), `ranking`, `queue`, `panel` (pledges),
`dealing` (who gets which entries), `conflicts`, `flags`,
`leaving`, `oversight` (what the chair learns, reminders).
"""

from competition.judging.rules.conflicts import ConflictState
from competition.judging.rules.dealing import ProposalState
from competition.judging.rules.flags import FlagKind
from competition.judging.rules.kinds import OthersRule, RoundHow, RoundKind
from competition.judging.rules.oversight import MarksAreHidden, ShutOut
from competition.judging.rules.panel import PLEDGE_VERSION
from competition.judging.rules.queue import WorkState
from competition.judging.rules.rubric import CommentRule
from competition.judging.rules.sheets import MarkRow, SheetState

__all__ = [
    "PLEDGE_VERSION",
    "CommentRule",
    "ConflictState",
    "FlagKind",
    "MarkRow",
    "MarksAreHidden",
    "OthersRule",
    "ProposalState",
    "RoundHow",
    "RoundKind",
    "SheetState",
    "ShutOut",
    "WorkState",
]

"""The words of the jury room: refusals, states, the rule about comments, and the text of the pledge."""

from __future__ import annotations

from typing import Any

from competition.i18n import lazy_gettext as _l
from competition.judging.labels import kinds
from competition.judging.rules.conflicts import ConflictState, Ground
from competition.judging.rules.flags import FlagKind
from competition.judging.rules.inviting import GuestFault
from competition.judging.rules.oversight import EntryOrder
from competition.judging.rules.queue import WorkState
from competition.judging.rules.rubric import CommentRule
from competition.judging.rules.sheets import Session

REFUSALS: dict[str, Any] = {
    **kinds.REFUSALS,
    "criterion_needs_name": _l("Criterion %(number)s needs a name in at least one language."),
    "scale_out_of_bounds": _l(
        "The scale of criterion %(number)s needs from %(least)s to %(most)s steps, between 0 and %(highest)s."
    ),
    "weight_out_of_bounds": _l("The weight of criterion %(number)s must be a whole number from 1 to %(most)s."),
    "steps_do_not_fit": _l(
        "Criterion %(number)s has %(steps)s steps: describe each of them, or leave all descriptions empty."
    ),
    "rubric_empty": _l("A rubric needs at least one criterion."),
    "too_many_criteria": _l("A rubric has at most %(most)s criteria."),
    "rubric_locked": _l(
        "A juror has given the first mark by this rubric: from then on only the chair of the jury changes it."
    ),
    "edition_needs_reason": _l("Write why the rubric changes, in at most %(most)s characters."),
    "rubric_stale": _l(
        "Another organiser saved the rubric while you were writing. Nothing was overwritten, and yours is still in"
        " the form: open this page in a new tab to compare, then save again to put yours in its place."
    ),
    "round_missing": _l("This call has no round of judging yet."),
    "pledge_missing": _l("Before you see an entry, please accept confidentiality and declare your interests."),
    "pledge_incomplete": _l("Please accept both confidentiality and conduct. Without them you cannot judge."),
    "own_entry": _l("Nobody judges an entry of which he is a maker, or from which he stepped back."),
    "sheet_begun": _l(
        "This juror has begun to judge one of these entries. What he judged is kept, so it stays with him."
    ),
    "per_entry_out_of_bounds": _l("Choose from 1 to %(most)s jurors for each entry."),
    "deal_out_of_bounds": _l("Choose a difference from 0 to %(most)s entries, and a share from 0 to 100 per cent."),
    "terms_out_of_bounds": _l("Choose one language at least, categories of this call, and a whole number of entries."),
    "nobody_to_assign": _l("Entries can be shared out once at least one was handed in and one juror has accepted."),
    "deal_changed": _l(
        "Entries or jurors have changed since this was worked out. Nothing was laid out: let it be worked out again."
    ),
    "relation_missing": _l("Please say in a few words what connects you with this work."),
    "round_not_open": _l("The round is not open yet. Entries are shown when it begins."),
    "round_closed": _l("The round is closed. The sheets stand as they were; this change was not stored."),
    "unknown_criterion": _l("This mark belongs to no criterion of the rubric. Reload the page; nothing was stored."),
    "mark_out_of_range": _l("A mark must be a whole number from %(lowest)s to %(highest)s. Nothing was stored."),
    "comment_too_long": _l("The comment may have at most %(most)s characters. Nothing was stored."),
    "flag_needs_reason": _l("Write what it is, in at most %(most)s characters."),
    "conflict_needs_reason": _l("Write why, in at most %(most)s characters."),
    "conflict_settled": _l("Somebody answered this meanwhile. Nothing was overwritten."),
    "flag_settled": _l("This was settled meanwhile. Nothing was overwritten; reload the page to read how."),
    "leaving_needs_reason": _l("Write why, in at most %(most)s characters."),
    "only_chair_sets_aside": _l("Only the chair of the jury sets marks aside that were handed in."),
    "note_too_long": _l("Your note may have at most %(most)s characters. Nothing was stored."),
    "comments_off": _l("This round asks for no comments. Nothing was stored."),
    "sheet_incomplete": _l("Not handed in yet: what is still missing is marked below."),
    "handed_in_stays_whole": _l(
        "This sheet is handed in. You may change it, but not leave anything out: what is missing is marked below."
    ),
    "sheet_not_handed_in": _l("This sheet is not handed in. Marks are changed here only after that."),
    "correction_needs_reason": _l("Write why your marks change, in at most %(most)s characters."),
    "is_recused": _l("You stepped back from this entry. It is no longer yours to judge."),
    "marks_hidden": _l("The rules of this round keep marks hidden until it closes."),
    "shut_out": _l(
        "You are bound to a work that this is about. Its marks, and whatever would tell them, are closed to you:"
        " somebody who is not bound looks after it."
    ),
    "days_out_of_bounds": _l("Choose at most %(steps)s days, each from 1 to %(most)s before the close."),
    "nobody_to_remind": _l("None of the chosen jurors has anything left."),
    "sheet_stale": _l("This sheet was saved elsewhere meanwhile. Nothing was overwritten; both versions are below."),
}

FLAG_KINDS: dict[FlagKind, Any] = {
    FlagKind.authorship: _l("Authorship: who made it"),
    FlagKind.rules: _l("Rules: it may not meet them"),
    FlagKind.quality: _l("Files: something cannot be seen as it should"),
    FlagKind.rights: _l("Rights: of others, or of people shown"),
}

GROUNDS: dict[Ground, Any] = {
    Ground.name: _l("the same family name"),
    Ground.domain: _l("the same e-mail domain"),
    Ground.employer: _l("the same employer"),
    Ground.school: _l("the same school"),
    Ground.team: _l("on one team with another work"),
}

CONFLICT_STATES: dict[ConflictState, Any] = {
    ConflictState.open: _l("To answer"),
    ConflictState.confirmed: _l("Conflicts"),
    ConflictState.dismissed: _l("No conflict"),
}

ENTRY_ORDERS: dict[EntryOrder, Any] = {
    EntryOrder.spread: _l("Jurors differ most"),
    EntryOrder.open: _l("Most to come"),
    EntryOrder.code: _l("Code"),
}

WORK_STATES: dict[WorkState, Any] = {
    WorkState.open: _l("Open"),
    WorkState.draft: _l("Draft"),
    WorkState.submitted: _l("Handed in"),
    WorkState.recused: _l("Stepped back"),
}

# The status words of templates/components/status.html: colour and shape beside the word.
WORK_KINDS: dict[WorkState, str] = {
    WorkState.open: "quiet",
    WorkState.draft: "active",
    WorkState.submitted: "ok",
    WorkState.recused: "info",
}

SESSIONS: dict[Session, Any] = {
    Session.before: _l("Not open yet"),
    Session.sitting: _l("Judging open"),
    Session.closed: _l("Closed"),
}

COMMENT_RULES: dict[CommentRule, Any] = {
    CommentRule.off: _l("No comments"),
    CommentRule.optional: _l("A comment if the juror wishes"),
    CommentRule.required: _l("A comment with every sheet"),
}

# Version 1 (`rules.panel.PLEDGE_VERSION`). Raise the version when a sentence changes in substance.
PLEDGE: tuple[tuple[Any, tuple[Any, ...]], ...] = (
    (
        _l("Confidentiality"),
        (
            _l("What you see here has not been published. It belongs to its makers, who trust you with it."),
            _l("You show and describe entries, marks and comments to nobody, neither now nor after the announcement."),
            _l("You keep no copies: no downloads, no photographs of the screen."),
        ),
    ),
    (
        _l("Conduct"),
        (
            _l("You judge by yourself, by the rubric, and each entry for itself."),
            _l("You give no entry, in whole or in part, to an AI service or any other service, and repost nothing."),
            _l("You do not try to find out whose work an entry is. If you recognise it, you say so and step back."),
        ),
    ),
    (
        _l("Interests"),
        (
            _l("Name what connects you with anyone who may have entered: family, friendship, teaching, work, money."),
            _l("The organisers read this; other jurors do not. You can step back from an entry at any time."),
        ),
    ),
)

GUEST_FAULTS: dict[GuestFault, Any] = {
    GuestFault.no_address: _l("No address stands in this line."),
    GuestFault.address: _l("No letter can reach this address."),
    GuestFault.twice: _l("The same address stands in line %(line)s."),
    GuestFault.name: _l("The name is too long."),
}

"""The words of release."""

from __future__ import annotations

from typing import Any

from competition.i18n import lazy_gettext as _l
from competition.publication.rules import Obstacle, ReleaseState

STATES: dict[ReleaseState, Any] = {
    ReleaseState.proposed: _l("Waiting for signatures"),
    ReleaseState.scheduled: _l("Signed and scheduled"),
    ReleaseState.published: _l("Published"),
    ReleaseState.called_off: _l("Called off"),
}

# The kind of status word that shows each (templates/components/status.html).
STATE_KINDS = {
    ReleaseState.proposed: "caution",
    ReleaseState.scheduled: "active",
    ReleaseState.published: "ok",
    ReleaseState.called_off: "quiet",
}

OBSTACLES: dict[Obstacle, Any] = {
    Obstacle.undecided: _l("Not every prize is decided yet. Name winners, or withhold the prize."),
    Obstacle.stale: _l(
        "A newer result was computed after the awards were decided. Decide them again on the newer one."
    ),
    Obstacle.withdrawn: _l("A winner has withdrawn its entry. Decide that prize again."),
}

CAPACITIES: dict[str, Any] = {
    "organiser": _l("An organiser"),
    "chair": _l("The chair of the jury"),
    "auditor": _l("An auditor"),
}

# In which quarter of its category an entry lies.
QUARTERS: dict[int, Any] = {
    1: _l("Among the entries of its category, this one lies in the upper quarter."),
    2: _l("Among the entries of its category, this one lies in the second quarter from above."),
    3: _l("Among the entries of its category, this one lies in the third quarter from above."),
    4: _l("Among the entries of its category, this one lies in the lower quarter."),
}

REFUSALS: dict[str, Any] = {
    "release_nobody_can_sign": _l(
        "This call asks one signature of each host, but it has no host. Add its hosts or choose another release rule."
    ),
    "release_not_ready": _l("The awards cannot be announced as they stand. This page says what is missing."),
    "release_already_proposed": _l("A release is under way already. Call it off first if you want another time."),
    "release_already_published": _l("The winners of this call are published. Nothing was changed."),
    "release_marks_are_published": _l(
        "The winners of this call are published: the marks by which they were found stand. Your marks were not changed."
    ),
    "release_time_is_past": _l("This time is past. Choose one that lies ahead."),
    "release_may_not_sign": _l("Your signature is here already, or none of the missing ones is yours to give."),
    "release_auditor_took_part": _l(
        "You are an auditor of this call, but you also organise it or sit on its jury. Ask an auditor who does neither "
        "to sign."
    ),
    "release_content_changed": _l("The awards changed since you opened this page. Read them again before you sign."),
    "release_signed": _l("A release with these prizes is signed already, so they stand. Call the release off first."),
    "withdrawal_without_reason": _l("Write why the award is withdrawn: the public reads it."),
    "withdrawal_already_there": _l("This withdrawal is proposed already, or done. Nothing was changed."),
    "withdrawal_needs_another": _l(
        "A withdrawal is confirmed by another person than the one who proposed it, and by one who may sign a release."
    ),
    "comments_changed": _l("A juror changed a comment since you opened this page. Nothing was saved; read them again."),
    "complaints_closed": _l("The days in which entrants could complain are over. Nothing was sent."),
    "complaint_there_already": _l("Your team has complained for this entry already. Nothing was sent again."),
    "complaint_answered_already": _l("This complaint is answered already. Nothing was changed."),
    "complaint_without_words": _l("Write it in words."),
    "release_nothing_to_call_off": _l("No release is under way. Nothing was changed."),
}

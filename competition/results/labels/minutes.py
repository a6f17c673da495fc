"""The words of meetings and of their minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from competition.i18n import gettext as _
from competition.i18n import lazy_gettext as _l
from competition.i18n import locale, pick

REFUSALS: dict[str, Any] = {
    "results_no_meeting": _l("There is no meeting of the jury now."),
    "results_meeting_is_open": _l("A meeting is on: end it first."),
    "results_vote_is_open": _l("A vote is on: close it first."),
    "results_vote_is_closed": _l("The vote was closed meanwhile. Nothing was changed."),
    "results_is_bound": _l("You are bound to this work, and take no part in what is said and voted of it."),
    "results_not_present": _l("Only members who are noted as present vote and sign."),
    "results_nothing_shown": _l("No work is on the screen."),
    "results_words_missing": _l("Write it in at most %(most)s characters."),
    "results_minutes_changed": _l("A newer version of the minutes was drawn up meanwhile. Read it before you sign."),
    "results_needs_factor": _l("Minutes are signed with a second factor that was just shown."),
}


def on_paper(
    told: Mapping[str, Any], number: int, digest: str, signed: Iterable[tuple[str, str, datetime]]
) -> dict[str, Any]:
    """Return what the paper of the minutes is made of, in the reader's language: parts of lines, and signatures."""
    zone = told["zone"]
    call = pick(told["call"])
    return {
        "lang": locale(),
        "call": str(call),
        "call_lang": call.html_lang.split("-")[0],
        "digest": digest,
        "parts": [{"title": title, "lines": lines} for title, lines in parts_of(told) if lines],
        "signatures": [{"name": name, "at": _time(at, zone)} for _id, name, at in signed],
        "words": {
            "document": _("Minutes of the jury, version %(number)s", number=number),
            "digest": _("SHA-256 of these minutes"),
            "signatures": _("Signatures"),
            "signed": _("Each was given with a second factor, over this SHA-256."),
            "unsigned": _("Not signed yet."),
        },
    }


def parts_of(told: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Return the minutes as titles with lines below them, in the reader's language; those without lines too."""
    zone = told["zone"]
    return [
        (_("Meeting"), _meeting(told, zone)),
        (_("Present"), [one["name"] for one in told["members"] if one["present"]]),
        (_("Absent"), [one["name"] for one in told["members"] if not one["present"]]),
        (_("Stepped back"), [_about(one["code"], one["juror"]) for one in told["recusals"]]),
        (_("Conflicts of interest"), [_about(one["code"], one["juror"]) for one in told["conflicts"]]),
        (
            _("Marks set aside"),
            [_("%(juror)s: %(number)s sheets", juror=one["juror"], number=one["sheets"]) for one in told["set_aside"]],
        ),
        (_("Rubric"), _rubric(told["rubric"], zone)),
        (_("Discussion"), [_about(one["code"], one["text"]) for one in told["notes"]]),
        (
            _("Marks changed in the meeting"),
            [_about(one["code"], f"{one['juror']}. {one['reason']}") for one in told["corrections"]],
        ),
        (_("Votes"), [_vote(one) for one in told["votes"]]),
        (_("Result"), _run(told["run"])),
        (_("Decisions"), [_decision(one) for one in told["decisions"]]),
        (_("Further remarks"), [line for line in told["remarks"].split("\n") if line.strip()]),
        (_("Kept from you"), _withheld(told["withheld"])),
    ]


def _meeting(told: Mapping[str, Any], zone: str) -> list[str]:
    began = _time(datetime.fromisoformat(told["began_at"]), zone)
    ended = _time(datetime.fromisoformat(told["ended_at"]), zone) if told["ended_at"] else "–"
    return [str(pick(told["round"])), _("From %(began)s to %(ended)s (%(zone)s)", began=began, ended=ended, zone=zone)]


def _about(code: str, text: str) -> str:
    return str(_("%(code)s: %(text)s", code=code, text=text)) if code else text


def _rubric(rubric: Mapping[str, Any], zone: str) -> list[str]:
    earlier = [
        _(
            "Version %(number)s held until %(time)s. %(reason)s",
            number=one["version"],
            time=_time(datetime.fromisoformat(one["until"]), zone),
            reason=one["reason"],
        )
        for one in rubric["earlier"]
    ]
    return [*earlier, _("Version %(number)s is in force.", number=rubric["version"])]


def _vote(one: Mapping[str, Any]) -> str:
    line = _(
        "%(number)s. %(text)s %(in_favour)s in favour, %(against)s against, %(abstained)s abstained.",
        number=one["number"],
        text=_about(one["code"], one["text"]),
        in_favour=one["in_favour"],
        against=one["against"],
        abstained=one["abstained"],
    )
    return str(line)


def _run(run: Mapping[str, Any] | None) -> list[str]:
    return [_("Result %(number)s, marks %(digest)s", number=run["number"], digest=run["digest"][:16])] if run else []


def _decision(one: Mapping[str, Any]) -> str:
    given = _("withheld") if one["withheld"] else ", ".join(one["codes"])
    line = _about(str(pick(one["honour"])), given)
    if not one["motion"]:
        return line
    return str(_("%(decision)s. Motion: %(motion)s", decision=line, motion=one["motion"]))


def _withheld(number: int) -> list[str]:
    return [_("%(number)s lines are about works that you are bound to.", number=number)] if number else []


def _time(at: datetime, zone: str) -> str:
    return str(format_datetime(at.astimezone(ZoneInfo(zone)), "y-MM-dd HH:mm", locale="en"))

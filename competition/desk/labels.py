"""What the demo says of its roles."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

ROLE_NAMES: dict[str, Any] = {
    "organiser": _l("Organiser, Antwerp"),
    "host": _l("Organiser, Shanghai"),
    "chair": _l("Chair of the jury"),
    "auditor": _l("Auditor"),
    "juror": _l("Juror"),
    "entrant": _l("Entrant"),
}

ROLE_TASKS: dict[str, Any] = {
    "organiser": _l("Build a call, lay entries before the jury, compute results and propose their release."),
    "host": _l("The same call from the other host’s side: equal rank, own clock, own signature."),
    "chair": _l("Follow the jury’s progress, decide the awards, sign the release."),
    "auditor": _l("Read the results and the log, and sign what may go out."),
    "juror": _l("Look at the works, turn to the rubric beside them, and hand in your sheets."),
    "entrant": _l("Finish a draft, send its files, hand it in and keep the receipt."),
}

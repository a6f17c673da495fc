"""Begin a call from a preset: the way a kind of award is really run, in words that stand to be changed.

A preset is content (desk/presets): categories, questions, rounds with their rubrics, days after the opening, texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from competition import db
from competition.actor import Actor
from competition.calls import queries, services
from competition.calls.rules import (
    Calendar,
    CategoryWords,
    ChooseReleaseRule,
    EditCalendar,
    EditTexts,
    Feedback,
    FieldKind,
    FieldWords,
    NewCall,
    ReleaseRule,
    RoundDraft,
    options_of,
)
from competition.desk.queries import Preset
from competition.judging import services as judging
from competition.judging.rules import RoundHow, RoundKind
from competition.judging.rules.rubric import CommentRule, CriterionDraft, RubricCommand
from competition.people.queries import roles_of
from competition.results import services as results
from competition.results.rules import ChangeHow, HowComputed

Thing = Mapping[str, Any]

OPENS, ENDS = time(10), time(18)
LOWEST, HIGHEST = 1, 5


@dataclass
class Draft:
    """A call in the making, and the one who makes it: `categories` and `rounds` are ids of what is there by now."""

    actor: Actor
    call_id: str
    preset: Preset
    new: NewCall
    opens_on: date
    categories: dict[str, str] = field(default_factory=dict)
    rounds: list[str] = field(default_factory=list)

    @property
    def version(self) -> int:
        """Return the version of the call as it is now."""
        call = queries.call_by_id(self.call_id)
        return call.version if call else 0

    def words(self, texts: Thing) -> dict[str, str]:
        """Return a text in the languages of the call."""
        return {code: texts[code] for code in self.new.languages if texts.get(code)}

    def at(self, day: float | None) -> datetime | None:
        """Return the evening so many days after the opening; a quarter of a day later is midnight."""
        if day is None:
            return None
        hour = OPENS if day == 0 else ENDS
        here = datetime.combine(self.opens_on + timedelta(days=int(day)), hour, ZoneInfo(self.new.time_zone))
        return (here + timedelta(days=day - int(day))).astimezone(UTC)


def begin_from(actor: Actor, new: NewCall, preset: Preset, opens_on: date) -> str:
    """Begin a draft that is whole: it could be published as it is. Return its id."""
    with db.transaction() as session:
        call_id = services.create_call(actor, new)
        session.flush()
        own = replace(actor, roles=roles_of(str(actor.person_id)))
        draft = Draft(own, call_id, preset, new, opens_on)
        _write(draft)
        _set_dates(draft)
        for position, wanted in enumerate(preset.rounds, 1):
            _judge(draft, wanted, position)
        _ask(draft)
        return call_id


def _write(draft: Draft) -> None:
    call, told = queries.call_by_id(draft.call_id), draft.preset.told
    slug = call.slug if call else ""
    texts = [draft.words(told[name]) for name in ("summary", "brief", "rules")]
    command = EditTexts(draft.version, draft.new.languages, slug, draft.new.title, *texts)
    services.edit_texts(draft.actor, draft.call_id, command)
    for key, category in draft.preset.categories.items():
        words = CategoryWords(draft.version, draft.words(category["name"]), draft.words(category["description"]))
        draft.categories[key] = services.add_category(draft.actor, draft.call_id, words)
    feedback = Feedback(told.get("feedback", Feedback.scores))
    rule = ChooseReleaseRule(draft.version, ReleaseRule.organiser, feedback=feedback)
    services.choose_release_rule(draft.actor, draft.call_id, rule)


def _set_dates(draft: Draft) -> None:
    days, first = draft.preset.told["days"], draft.preset.rounds[0]
    whole = Calendar(
        opens_at=draft.at(0),
        due_at=draft.at(days["due"]),
        closes_at=draft.at(days["closes"]),
        judging_opens_at=draft.at(first["opens"]),
        judging_closes_at=draft.at(first["closes"]),
        announcement_at=draft.at(days["announcement"]),
    )
    command = EditCalendar(draft.version, draft.new.time_zone, whole)
    services.edit_calendar(draft.actor, draft.call_id, command)


def _judge(draft: Draft, wanted: Thing, position: int) -> None:
    """Write a round with its rubric; the first one is there."""
    dates = {
        "entries_due_at": draft.at(wanted.get("entries_due")),
        "opens_at": draft.at(wanted["opens"]),
        "closes_at": draft.at(wanted["closes"]),
    }
    words = RoundDraft(draft.version, draft.words(wanted["name"]), **dates)
    if position == 1:
        draft.rounds.append(queries.rounds_of(draft.call_id)[0].id)
        services.edit_round(draft.actor, draft.call_id, draft.rounds[0], words)
    else:
        draft.rounds.append(services.add_round(draft.actor, draft.call_id, words))
    judging.save_rubric(draft.actor, draft.call_id, _rubric(draft, wanted), position)
    if wanted.get("method"):
        results.change_how(draft.actor, draft.call_id, ChangeHow(0, HowComputed(wanted["method"])), position)


def _rubric(draft: Draft, wanted: Thing) -> RubricCommand:
    lowest, highest = wanted.get("scale", (LOWEST, HIGHEST))
    named = [draft.words(draft.preset.criteria[key]) for key in wanted.get("criteria", ())]
    criteria = tuple(CriterionDraft(name, {}, 1, lowest, highest, ()) for name in named)
    return RubricCommand(0, True, CommentRule(wanted.get("comments", CommentRule.optional)), criteria, _how(wanted))


def _how(wanted: Thing) -> RoundHow:
    """Return the kind of a round and its rules; a preset names what differs from a round of scores."""
    given = dict(wanted.get("how", {}))
    return RoundHow(kind=RoundKind(given.pop("kind", RoundKind.scores)), **given)


def _ask(draft: Draft) -> None:
    for key, *more in draft.preset.told["fields"]:
        one = {**draft.preset.fields[key], **(more[0] if more else {})}
        services.add_field(draft.actor, draft.call_id, _question(draft, one))


def _question(draft: Draft, one: Thing) -> FieldWords:
    kind, later = FieldKind(one["kind"]), one.get("round")
    chosen: Sequence[str] = one.get("categories", ())
    options = {**one["options"], **_roles(draft, one["options"])}
    return FieldWords(
        version=draft.version,
        kind=kind,
        label=draft.words(one["label"]),
        help=draft.words(one["help"]),
        is_required=one.get("required", True),
        is_hidden_from_jury=one.get("hidden", False),
        options=options_of(kind, options),
        categories=tuple(draft.categories[key] for key in chosen),
        round_id=draft.rounds[later] if later is not None else None,
    )


def _roles(draft: Draft, options: Thing) -> dict[str, Any]:
    roles = options.get("roles", ())
    return {"roles": [{**role, "label": draft.words(role["label"])} for role in roles]} if roles else {}

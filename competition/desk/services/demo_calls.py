"""The demo's calls: hosts, words, categories, form, calendar, members and rubric."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from competition.actor import Actor
from competition.calls import queries, services
from competition.calls.labels.clauses import standard_wording
from competition.calls.rules import (
    AddInstitution,
    Ask,
    CategoryWords,
    ChooseReleaseRule,
    ClauseDraft,
    ClauseKind,
    EditCalendar,
    EditTexts,
    Feedback,
    FieldKind,
    FieldWords,
    NewCall,
    Part,
    ReleaseRule,
    RoundDraft,
    WriteAnswer,
    eligibility_of,
    options_of,
)
from competition.desk.rules import at_day, calendar_around
from competition.desk.services import demo_fees
from competition.desk.services.stage import Stage, Thing
from competition.judging import services as judging
from competition.judging.rules.rubric import CommentRule, CriterionDraft, RubricCommand
from competition.people import services as people_services
from competition.people.rules import InstitutionFacts, Role


def load(stage: Stage) -> None:
    """Make every call, and publish all but the one that its organisers still write."""
    for one in stage.calls:
        owner = next(member for member in one["members"] if member["role"] == Role.owner)
        actor = stage.actor(owner["person"])
        new = NewCall(one["title"], tuple(one["languages"]), one["time_zone"], _house(stage, one["hosts"][0]))
        call_id = stage.ids["call", one["key"]] = services.create_call(actor, new)
        _learn_houses(stage, call_id)
        actor = stage.actor(owner["person"])
        _write(stage, actor, call_id, one)
        _set_dates(stage, owner["person"], call_id, one)
        _add_rounds(stage, actor, call_id, one)
        demo_fees.prepare(stage, actor, call_id, one)
        _appoint(stage, actor, call_id, one)
        _write_rubric(actor, call_id, one)
        _correspond(stage, actor, call_id, one)


def _house(stage: Stage, key: str) -> InstitutionFacts | str:
    """Return the id of a house that a call has named before, else what is to be written down of it."""
    known = stage.ids.get(("institution", key))
    if known:
        return known
    one = next(one for one in stage.content("institutions") if one["key"] == key)
    return InstitutionFacts(one["name"], one["city"], one["country"], one["time_zone"], one["url"])


def _learn_houses(stage: Stage, call_id: str) -> None:
    keys = {one["name"]["en"]: one["key"] for one in stage.content("institutions")}
    for _part, institution in queries.institutions_of(call_id):
        stage.ids["institution", keys[institution.name["en"]]] = institution.id


def _version(call_id: str) -> int:
    call = queries.call_by_id(call_id)
    return call.version if call else 0


def _write(stage: Stage, actor: Actor, call_id: str, one: Thing) -> None:
    texts = [one.get(name, {}) for name in ("title", "summary", "brief", "rules")]
    words = EditTexts(_version(call_id), tuple(one["languages"]), one["slug"], *texts)
    services.edit_texts(actor, call_id, words)
    parts = [(host, Part.host) for host in one["hosts"][1:]]
    parts += [(partner["institution"], Part(partner["part"])) for partner in one["partners"]]
    for house, part in parts:
        services.add_institution(actor, call_id, AddInstitution(part, _house(stage, house)))
    _learn_houses(stage, call_id)
    for category in one["categories"]:
        command = CategoryWords(_version(call_id), category["name"], category["description"])
        key = f"{one['key']}/{category['key']}"
        stage.ids["category", key] = services.add_category(actor, call_id, command)
    _set_terms(stage, actor, call_id, one)
    for field in one["fields"]:
        key = f"{one['key']}/{field['key']}"
        asked_in = tuple(stage.id_of("category", f"{one['key']}/{name}") for name in field.get("categories", ()))
        question = replace(_question(call_id, field), categories=asked_in)
        stage.ids["field", key] = services.add_field(actor, call_id, question)
    rule = ChooseReleaseRule(_version(call_id), ReleaseRule(one["release_rule"]), feedback=Feedback(one["feedback"]))
    services.choose_release_rule(actor, call_id, rule)


def _set_terms(stage: Stage, actor: Actor, call_id: str, one: Thing) -> None:
    """Say who may enter, and what is agreed to besides what every call asks."""
    services.set_eligibility(actor, call_id, _version(call_id), eligibility_of(one.get("eligibility")))
    for clause in one["clauses"]:
        kind = ClauseKind(clause["kind"])
        more = {"years": clause.get("years"), "is_required": clause.get("required", False)}
        place, country = clause.get("place", {}), clause.get("country", "")
        draft = ClauseDraft(_version(call_id), standard_wording(kind), place, country, **more)
        key = f"{one['key']}/{clause.get('key', clause['kind'])}"
        stage.ids["clause", key] = services.add_clause(actor, call_id, kind, draft)
    for asked in queries.clauses_of(call_id):
        stage.ids.setdefault(("clause", f"{one['key']}/{asked.kind}"), asked.id)


def _question(call_id: str, field: Thing) -> FieldWords:
    kind = FieldKind(field["kind"])
    return FieldWords(
        version=_version(call_id),
        kind=kind,
        label=field["label"],
        help=field["help"],
        is_required=field["required"],
        is_hidden_from_jury=field["hidden_from_jury"],
        options=options_of(kind, field["options"]),
    )


def _set_dates(stage: Stage, owner: str, call_id: str, one: Thing) -> None:
    """Set the dates, and publish all but a draft, in the weeks before it opened."""
    calendar = stage.calendars[one["key"]] = calendar_around(stage.now, one["days"])
    actor = stage.actor(owner, min(stage.now, (calendar.opens_at or stage.now) - timedelta(weeks=2)))
    services.edit_calendar(actor, call_id, EditCalendar(_version(call_id), one["time_zone"], calendar))
    if one["stage"] != "draft":
        services.publish_call(actor, call_id)


def _add_rounds(stage: Stage, actor: Actor, call_id: str, one: Thing) -> None:
    """Add the rounds after the first, which came with the call."""
    for later in one.get("rounds", ()):
        opens, closes = (at_day(stage.now, later["days"][name]) for name in ("opens", "closes"))
        added = services.add_round(actor, call_id, RoundDraft(_version(call_id), later["name"], opens, closes))
        for field in later.get("fields", ()):
            services.add_field(actor, call_id, replace(_question(call_id, field), round_id=added))


def _correspond(stage: Stage, actor: Actor, call_id: str, one: Thing) -> None:
    """Let people ask, and the organisers answer all."""
    for inquiry in one.get("inquiries", ()):
        services.ask(stage.actor(inquiry["person"]), call_id, Ask(inquiry["text"], 0))
    for answer in one.get("answers", ()):
        services.write_answer(actor, call_id, None, WriteAnswer(0, answer["question"], answer["answer"], True))


def _appoint(stage: Stage, actor: Actor, call_id: str, one: Thing) -> None:
    for member in one["members"]:
        if member["role"] == Role.owner:
            continue
        host = stage.id_of("institution", member["institution"]) if member["institution"] else None
        person = stage.id_of("person", member["person"])
        people_services.grant_role(actor, person, call_id, Role(member["role"]), institution_id=host)


def _write_rubric(actor: Actor, call_id: str, one: Thing) -> None:
    criteria = tuple(
        CriterionDraft(
            line["name"], line["help"], line["weight"], line["lowest"], line["highest"], tuple(line["steps"])
        )
        for line in one["criteria"]
    )
    command = RubricCommand(version=0, is_blind=True, comments=CommentRule.optional, criteria=criteria)
    judging.save_rubric(actor, call_id, command)

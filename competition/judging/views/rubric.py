"""The organisers' page on the rubric. Adding, moving and removing criteria are submits that store nothing."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, request, url_for

from competition.calls.models import Call, Round
from competition.calls.queries import round_of
from competition.calls.views.rounds import chosen_position, chosen_round
from competition.errors import DomainError, NotFound
from competition.i18n import gettext as _
from competition.judging import services
from competition.judging.forms import RubricForms
from competition.judging.forms.kinds import SHOWN_FOR
from competition.judging.labels.kinds import KINDS, OTHERS
from competition.judging.models import Criterion, RoundRules
from competition.judging.queries import criteria_of, rules_of
from competition.judging.rules.kinds import RoundHow, RoundKind
from competition.judging.rules.rubric import (
    MOST_CRITERIA,
    CommentRule,
    RubricFault,
    RubricIsStale,
    may_change_rubric,
)
from competition.judging.views.answers import Answer, page, the_call
from competition.judging.views.blueprint import blueprint, organisers
from competition.web.errors import sentence
from competition.web.fields import attach_error
from competition.web.session import current_actor


@blueprint.get("/organise/<call_id>/rubric")
@organisers
def rubric(call_id: str) -> Answer:
    """Show the rubric: to be written, or as it stands from the first mark on."""
    call = the_call(call_id)
    return _shown(call, _stored(call))


@blueprint.post("/organise/<call_id>/rubric")
@organisers
def save_rubric(call_id: str) -> Answer:
    """Store the rubric, or rearrange what was sent and show it again."""
    call = the_call(call_id)
    forms = RubricForms.sent(call.languages, request.form)
    act = request.form.get("act", "save")
    if act != "save":
        return _shown(call, forms.rearranged(act, call.languages))
    if not forms.validate():
        return _shown(call, forms)
    try:
        services.save_rubric(current_actor(), call_id, forms.command(), chosen_position())
    except NotFound:
        raise
    except DomainError as refusal:
        return _refused(call, forms, refusal)
    flash(_("The rubric is saved."), "ok")
    return redirect(url_for("judging.rubric", call_id=call_id), code=303)


def _refused(call: Call, forms: RubricForms, refusal: DomainError) -> Answer:
    if isinstance(refusal, RubricFault):
        attach_error(forms.criteria[refusal.values["number"] - 1], None, sentence(refusal))
        return _shown(call, forms)
    if isinstance(refusal, RubricIsStale):
        # Whoever has read the sentence and saves again means it: his form now knows the newer version.
        forms.head.version.data, forms.head.version.raw_data = refusal.values["version"], None
    return _shown(call, forms, refusal)


def _stored(call: Call) -> RubricForms:
    scored = chosen_round(call.id)
    rules = rules_of(scored.id) if scored else None
    head = {
        "version": rules.version if rules else 0,
        "is_blind": rules.is_blind if rules else True,
        "comments": (rules.comments if rules else CommentRule.optional).value,
    }
    how = rules.how if rules else RoundHow()
    has_own = scored is not None and how.kind == RoundKind.scores
    return RubricForms.stored(call.languages, head, how, _criteria(scored, rules) if scored and has_own else [])


def _criteria(scored: Round, rules: RoundRules | None) -> Sequence[Criterion]:
    """Return the criteria of a round; those of the round before, to begin with, where it has none of its own yet."""
    before = round_of(scored.call_id, scored.position - 1, current_actor().at) if rules is None else None
    is_like = before is not None and _how_of(before.id).kind == RoundKind.scores
    return criteria_of(before.id if before and is_like else scored.id)


def _how_of(round_id: str) -> RoundHow:
    rules = rules_of(round_id)
    return rules.how if rules else RoundHow()


def _shown(call: Call, forms: RubricForms, refusal: DomainError | None = None) -> Answer:
    scored = chosen_round(call.id)
    rules = rules_of(scored.id) if scored else None
    is_locked = rules is not None and not may_change_rubric(rules.locked_at)
    return page(
        "judging/rubric.html",
        call=call,
        refusal=refusal,
        form=forms,
        most=MOST_CRITERIA,
        total=sum(form.weight.data or 0 for form in forms.criteria),
        rules=rules,
        criteria=criteria_of(scored.id) if scored and is_locked else [],
        is_locked=is_locked,
        has_round=scored is not None,
        shown_for=SHOWN_FOR,
        words={"kinds": KINDS, "others": OTHERS},
    )

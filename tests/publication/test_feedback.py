"""Once the winners are published a team sees how its entry was judged, if the call says so; and never by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from competition import audit, db
from competition.calls.models import Call
from competition.calls.rules import Feedback
from competition.entries.models import Entry, EntryMember
from competition.errors import NotFound
from competition.judging.models import Assignment, ScoreSheet
from competition.people.models import Person
from competition.publication import services
from competition.publication.models import PublishedComment, PublishedSheet, Release
from competition.publication.queries import feedback as queries
from competition.publication.rules import AlreadyReleased, CommentsChanged, ReleaseComments, digest_of
from competition.results.rules import pseudonym
from tests.factories.counting import counted
from tests.factories.judging import a_juror, a_sheet, an_assignment
from tests.factories.people import a_browser, a_person
from tests.factories.publication import Judged, a_judged_call, an_entry_of, announce, decide_best
from tests.factories.web import post

pytestmark = pytest.mark.integration

ALL = Feedback.scores_and_comments


def the(judged: Judged, role: str) -> Person:
    if role == "mate":
        person = a_person()
        with db.transaction() as session:
            session.add(EntryMember(id=db.new_id(), entry_id=judged.entries[1].id, person_id=person.id))
        return person
    others = {"juror": judged.jurors[0], "maker": judged.makers[1], "other_maker": judged.makers[0]}
    return a_person() if role == "stranger" else others.get(role) or getattr(judged, role)


def result_page(entry: Entry, language: str = "en") -> str:
    return f"/{language}/entries/{entry.id}/result"


def comments_page(judged: Judged) -> str:
    return f"/en/organise/{judged.id}/results/comments"


def write(entry: Entry, *texts: str) -> list[str]:
    """Let the entry's jurors have written these comments; return their sheets' ids."""
    ids = list(db.session.scalars(_sheets_of(entry)))[: len(texts)]
    with db.transaction() as session:
        for sheet_id, text in zip(ids, texts, strict=True):
            session.execute(update(ScoreSheet).where(ScoreSheet.id == sheet_id).values(comment=text))
    return ids


def _sheets_of(entry: Entry) -> Any:
    return (
        select(ScoreSheet.id)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .where(Assignment.entry_id == entry.id)
        .order_by(ScoreSheet.id)
    )


def release(judged: Judged, chosen: list[str], **shown: str) -> int:
    """Let the chair release the chosen comments, having read all as they stand (or as `shown`)."""
    read = {one.comment.sheet_id: one.digest for one in queries.choices_of(judged.id, 1000)}
    command = ReleaseComments({**read, **shown}, frozenset(chosen))
    return services.release_comments(judged.actor(judged.chair), judged.id, command)


def comments_of(entry: Entry) -> list[str]:
    query = select(PublishedComment.text).join(PublishedSheet).where(PublishedSheet.entry_id == entry.id)
    return list(db.session.scalars(query.order_by(PublishedComment.digest)))


def kinds(prefix: str) -> list[str]:
    query = select(audit.AuditEvent.kind).where(audit.AuditEvent.kind.like(f"{prefix}%"))
    return list(db.session.scalars(query.order_by(audit.AuditEvent.number)))


def seen(app: Flask, judged: Judged, place: int = 1, language: str = "en") -> str:
    answer = a_browser(app, judged.makers[place]).get(result_page(judged.entries[place], language))
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_team_reads_its_means_and_its_comments(app: Flask) -> None:
    judged = a_judged_call(feedback=ALL)
    ids = write(judged.entries[1], "The seam is bold.", "A quiet piece.", "Not for a team.")
    assert release(judged, ids[:2]) == 2
    announce(judged)
    page = seen(app, judged)
    assert page.count("4.00") == 2
    assert [words in page for words in ("Criterion 1", "from 1 to 5", "The seam is bold.", "A quiet piece.")] == [
        True
    ] * 4
    assert "Not for a team." not in page
    assert "How it was judged" in a_browser(app, judged.makers[1]).get("/en/entries/").get_data(as_text=True)
    own = a_browser(app, judged.makers[1]).get(f"/en/entries/{judged.entries[1].id}").get_data(as_text=True)
    assert result_page(judged.entries[1]) in own


@pytest.mark.parametrize(("feedback", "status"), [(Feedback.none, 404), (Feedback.scores, 200), (ALL, 200)])
def test_the_call_says_whether(app: Flask, feedback: Feedback, status: int) -> None:
    judged = a_judged_call(feedback=feedback)
    release(judged, write(judged.entries[1], "The seam is bold."))
    told = a_browser(app, judged.chair).get(comments_page(judged)).get_data(as_text=True)
    assert ("shows no comments to the teams" in told) == (feedback != ALL)
    announce(judged)
    answer = a_browser(app, judged.makers[1]).get(result_page(judged.entries[1]))
    assert (answer.status_code, "The seam is bold." in answer.get_data(as_text=True)) == (status, feedback == ALL)
    if feedback == Feedback.none:
        assert "How it was judged" not in a_browser(app, judged.makers[1]).get("/en/entries/").get_data(as_text=True)


def test_nothing_is_shown_before_the_publication(app: Flask) -> None:
    judged = a_judged_call(feedback=ALL)
    release(judged, write(judged.entries[1], "The seam is bold."))
    browser = a_browser(app, judged.makers[1])
    decide_best(judged)
    pages = (result_page(judged.entries[1]), "/en/entries/", f"/en/entries/{judged.entries[1].id}")
    answers = [browser.get(page) for page in pages]
    assert [one.status_code for one in answers] == [404, 200, 200]
    texts = [one.get_data(as_text=True) for one in answers]
    assert [one.count("seam") for one in texts] + [one.count("/result") for one in texts[1:]] == [0] * 5


def test_what_the_release_froze_stands(app: Flask) -> None:
    judged = a_judged_call(feedback=ALL)
    (sheet_id,) = write(judged.entries[1], "The seam is bold.")
    release(judged, [sheet_id])
    announce(judged)
    with db.transaction() as session:
        session.execute(update(Call).values(feedback=Feedback.none))
        session.execute(update(ScoreSheet).values(comment="Something else.", marks={}))
    page = seen(app, judged)
    assert (page.count("4.00"), "The seam is bold." in page, "Something else." in page) == (2, True, False)


def test_means_of_two_jurors_are_not_told(app: Flask) -> None:
    judged = a_judged_call(feedback=ALL)
    judged.jurors.pop()
    an_entry_of(judged, judged.categories[0], points=2)
    announce(judged)
    page = seen(app, judged, place=2)
    assert ("Fewer than three jurors marked this entry." in page, "2.00" in page, "quarter" in page) == (
        True,
        False,
        False,
    )


def test_a_criterion_that_one_juror_left_out_has_no_mean(app: Flask) -> None:
    judged = a_judged_call(feedback=ALL)
    sheet_id = db.session.scalars(_sheets_of(judged.entries[1])).first()
    with db.transaction() as session:
        session.execute(update(ScoreSheet).where(ScoreSheet.id == sheet_id).values(marks={judged.criteria[0].id: 4}))
    announce(judged)
    page = seen(app, judged)
    assert (page.count("4.00"), page.count("too few marks")) == (1, 1)


def test_a_quarter_is_told_of_eight_entries(app: Flask) -> None:
    for number, words in ((7, "only where at least eight entries"), (8, "lies in the lower quarter.")):
        judged = a_judged_call(entries=0, feedback=Feedback.scores)
        for place in range(number):
            an_entry_of(judged, judged.categories[0], points=(5, 4, 4, 4, 3, 3, 2, 1)[place], pictures=0)
        announce(judged)
        assert words in seen(app, judged, place=number - 1)
    assert "lies in the upper quarter." in seen(app, judged, place=0)


def test_comments_come_in_the_order_of_their_digests(app: Flask) -> None:
    judged = a_judged_call(feedback=ALL)
    texts = ["Alpha.", "Beta.", "Gamma."]
    release(judged, write(judged.entries[1], *texts))
    announce(judged)
    page = seen(app, judged)
    places = [page.index(text) for text in sorted(texts, key=digest_of)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("owner", (404, 404, 404)),
        ("second", (404, 404, 404)),
        ("chair", (404, 200, 303)),
        ("auditor", (404, 404, 404)),
        ("juror", (404, 404, 404)),
        ("maker", (200, 404, 404)),
        ("mate", (200, 404, 404)),
        ("other_maker", (404, 404, 404)),
        ("stranger", (404, 404, 404)),
    ],
)
def test_the_matrix(app: Flask, role: str, statuses: tuple[int, ...]) -> None:
    """Open the sheet of the second entry, read the comments of the jury, release one."""
    judged = a_judged_call(feedback=ALL)
    (sheet_id,) = write(judged.entries[1], "The seam is bold.")
    announce(judged)
    browser, sent = a_browser(app, the(judged, role)), {"shown": f"{sheet_id}.{digest_of('x')}"}
    assert (
        browser.get(result_page(judged.entries[1])).status_code,
        browser.get(comments_page(judged)).status_code,
        post(browser, comments_page(judged), sent, page="/en/account").status_code,
    ) == statuses


def test_a_visitor_is_asked_to_sign_in(app: Flask) -> None:
    judged = a_judged_call(feedback=ALL)
    announce(judged)
    answers = [app.test_client().get(page) for page in (result_page(judged.entries[1]), comments_page(judged))]
    assert [(one.status_code, one.location.split("?")[0]) for one in answers] == [(303, "/en/sign-in")] * 2


def canaries(judged: Judged) -> Iterator[str]:
    """Yield all that could leak onto the second entry's page: jurors, what was kept back, the other entry."""
    for juror in judged.jurors:
        yield from (juror.name, juror.email, juror.id, pseudonym(judged.id, juror.id))
    other = judged.entries[0]
    yield from ("Canary-kept-back", "Canary-of-the-other", "Canary-Title", other.code, other.id, "3.67", "Canary-Maker")
    yield from (judged.makers[0].email, judged.chair.name, judged.chair.email)


def test_nothing_leads_to_a_juror_or_to_another_entry(app: Flask) -> None:
    judged = a_judged_call(entries=0, feedback=ALL)
    judged.jurors = [
        a_juror(judged.call, name=f"Canary-Juror-{number}", email=f"canary{number}@jury.example") for number in range(3)
    ]
    an_entry_of(judged, judged.categories[0], points=5, title="Canary-Title")
    an_entry_of(judged, judged.categories[0], points=2)
    with db.transaction() as session:
        session.execute(update(Person).where(Person.id == judged.makers[0].id).values(name="Canary-Maker"))
        one = session.scalars(select(ScoreSheet).where(ScoreSheet.id.in_(_sheets_of(judged.entries[0]).limit(1)))).one()
        one.marks = dict.fromkeys(one.marks, 1)  # The other's means are then 3.67.
    ids = write(judged.entries[1], "A quiet piece.", "Canary-kept-back")
    others = write(judged.entries[0], "Canary-of-the-other")
    release(judged, [ids[0], *others])
    announce(judged)
    for language in ("en", "nl", "fr", "zh"):
        answer = a_browser(app, judged.makers[1]).get(result_page(judged.entries[1], language))
        whole = answer.get_data(as_text=True) + str(answer.headers)
        assert "A quiet piece." in whole
        assert [one for one in (*canaries(judged), *ids, *others) if one in whole] == []
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert "3.67" in seen(app, judged, place=0)
    assert "Canary-of-the-other" in seen(app, judged, place=0)


def test_the_chair_ticks_and_unticks_and_each_change_stands_in_the_log(app: Flask) -> None:
    judged = a_judged_call(feedback=ALL)
    ids = write(judged.entries[0], "One.", "Two.")
    browser = a_browser(app, judged.chair)
    page = browser.get(comments_page(judged)).get_data(as_text=True)
    assert (page.count(" checked"), "Canary" in page) == (0, False)
    assert [person.name in page for person in judged.jurors] == [False] * 3
    shown = [f"{one.comment.sheet_id}.{one.digest}" for one in queries.choices_of(judged.id, 9)]
    for released, ticked in ((ids, 2), (ids[:1], 1), (ids[:1], 1)):
        assert post(browser, comments_page(judged), {"shown": shown, "released": released}).status_code == 303
        assert browser.get(comments_page(judged)).get_data(as_text=True).count(" checked") == ticked
    db.session.rollback()
    assert kinds("comment.") == ["comment.released", "comment.released", "comment.kept_back"]
    assert audit.verify(judged.id) is None
    announce(judged)
    assert comments_of(judged.entries[0]) == [{ids[0]: "One.", ids[1]: "Two."}[ids[0]]]


def test_words_that_the_chair_did_not_read_are_not_released(app: Flask) -> None:
    judged = a_judged_call(feedback=ALL)
    (sheet_id,) = write(judged.entries[1], "The seam is bold.")
    with pytest.raises(CommentsChanged):
        release(judged, [sheet_id], **{sheet_id: digest_of("The seam is cold.")})
    release(judged, [sheet_id])
    write(judged.entries[1], "Words written later.")
    assert [one.is_released for one in queries.choices_of(judged.id, 9)] == [False]
    announce(judged)
    assert comments_of(judged.entries[1]) == []


def test_only_the_chair_releases_and_only_before_the_publication(app: Flask) -> None:
    judged, other = a_judged_call(feedback=ALL), a_judged_call(feedback=ALL)
    (sheet_id,) = write(judged.entries[1], "The seam is bold.")
    command = ReleaseComments({sheet_id: digest_of("The seam is bold.")}, frozenset({sheet_id}))
    for person in (judged.owner, judged.auditor, judged.jurors[0]):
        with pytest.raises(NotFound):
            services.release_comments(judged.actor(person), judged.id, command)
    with pytest.raises(CommentsChanged):  # A sheet of another call is not there.
        services.release_comments(other.actor(other.chair), other.id, command)
    announce(judged)
    with pytest.raises(AlreadyReleased):
        services.release_comments(judged.actor(judged.chair), judged.id, command)
    assert "what was released stands" in a_browser(app, judged.chair).get(comments_page(judged)).get_data(as_text=True)


def test_a_chair_who_is_bound_to_a_work_does_not_read_what_was_written_of_it(app: Flask) -> None:
    judged = a_judged_call(feedback=ALL)
    for entry, words in zip(judged.entries, ("The clasp is weak.", "The seam is bold."), strict=True):
        write(entry, words)
    with db.transaction() as session:
        session.add(EntryMember(id=db.new_id(), entry_id=judged.entries[0].id, person_id=judged.chair.id))
    shown = a_browser(app, judged.chair).get(comments_page(judged)).get_data(as_text=True)
    assert ["The clasp is weak." in shown, "The seam is bold." in shown] == [False, True]


@pytest.mark.parametrize("shown", ["", "x", f"{'a' * 26}.{'z' * 64}", f"{'a' * 25}\0.{'0' * 64}"])
def test_what_no_page_of_ours_sends_is_refused(app: Flask, shown: str) -> None:
    judged = a_judged_call(feedback=ALL)
    write(judged.entries[1], "The seam is bold.")
    browser = a_browser(app, judged.chair)
    assert post(browser, comments_page(judged), {"shown": shown}).status_code == 400


def test_the_job_may_run_twice(app: Flask) -> None:
    judged = a_judged_call(feedback=ALL)
    release(judged, write(judged.entries[1], "The seam is bold."))
    announce(judged)
    release_id = db.session.scalars(select(Release.id).where(Release.call_id == judged.id)).one()
    services.write_sheets(release_id)
    assert db.session.scalar(select(func.count()).select_from(PublishedSheet)) == 2
    assert comments_of(judged.entries[1]) == ["The seam is bold."]
    with pytest.raises(LookupError):
        services.write_sheets("none")


def test_queries_do_not_grow_with_the_entries_or_the_comments(app: Flask) -> None:
    asked = []
    for number in (1, 30):
        judged = a_judged_call(entries=number, pictures=0, feedback=ALL)
        maker, entry = judged.makers[0], judged.entries[0]
        for _more in range(number - 1):
            juror = a_juror(judged.call)
            a_sheet(an_assignment(judged.round, entry, juror), {one.id: 4 for one in judged.criteria})
        write(entry, *[f"Comment {one}." for one in range(number)])
        ids = [sheet_id for one in judged.entries[1:] for sheet_id in write(one, f"On {one.code}.")]
        release(judged, [*db.session.scalars(_sheets_of(entry)), *ids])
        with db.transaction() as session:
            session.execute(update(EntryMember).values(person_id=maker.id))
        announce(judged)
        found = []
        pages = ((maker, result_page(entry)), (judged.chair, comments_page(judged)), (maker, "/en/entries/"))
        for person, page in pages:
            browser = a_browser(app, person)
            browser.get(page)
            with counted(app) as count:
                assert browser.get(page).status_code == 200
            found.append(count.queries)
            assert count.fetched_few(number)
        asked.append(found)
    assert asked[0] == asked[1]

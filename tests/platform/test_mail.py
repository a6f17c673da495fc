"""The outbox: rendered in the reader's language, sent once, tried again, kept where there is no post."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import select

from competition import db, mail, queueing
from competition.mail import services
from competition.mail.interface import MemoryPost
from competition.mail.models import Letter, LetterState
from competition.mail.render import to_text
from competition.mail.smtp import SmtpPost
from competition.queueing.models import Job, JobState
from tests.fixtures.live import free_port

pytestmark = pytest.mark.integration

TEMPLATE = (
    "<html><head><style>p { color: #111 }</style></head><body>{% block subject %}Hello {{ name }}{% endblock %}"
    '{% block headline %}{% endblock %}{% block body %}<p>Come &amp; see {{ name }}.</p><p><a href="{{ url }}">Open</a>'
    "</p>{% endblock %}</body></html>"
)


@pytest.fixture(autouse=True)
def _template(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    own = DictLoader({"mail/test/hello.html": TEMPLATE})
    loader = app.jinja_loader
    assert loader is not None
    monkeypatch.setattr(app.jinja_env, "loader", ChoiceLoader([own, loader]))


def queue(name: str = "Zoë", key: str | None = None) -> None:
    """Queue a letter in a verb of its own."""
    with db.transaction():
        to = mail.Recipient("zoe@example.org", name, "zh")
        mail.queue_letter("test/hello", to, key=key, name=name, url="https://facet.example/en/")


def letter() -> Letter:
    """Return the only letter, as it is stored now."""
    db.session.rollback()
    return db.session.scalars(select(Letter).execution_options(populate_existing=True)).one()


def test_a_letter_is_sent_once_and_what_it_said_is_forgotten(app: Flask, post: MemoryPost) -> None:
    queue()
    queueing.services.run_due()
    services.send(letter().id)
    assert [(one.to, one.subject, one.text, one.locale) for one in post.sent] == [
        ("zoe@example.org", "Hello Zoë", "Hello Zoë\n\nCome & see Zoë.\n\nOpen: https://facet.example/en/\n", "zh")
    ]
    assert (letter().state, letter().context, letter().text) == (LetterState.sent, {}, "")


def test_a_key_makes_one_letter(app: Flask) -> None:
    queue(key="once")
    queue(key="once")
    assert letter().key == "once"


def test_without_a_post_the_letter_is_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "facet_post", None)
    queue()
    queueing.services.run_due()
    assert (letter().state, letter().text.splitlines()[0]) == (LetterState.kept, "Hello Zoë")


def test_peoples_text_becomes_neither_markup_nor_header(app: Flask, post: MemoryPost) -> None:
    queue('<a href="https://evil.example">x</a>\r\nBcc: a@evil.example')
    queueing.services.run_due()
    message = post.sent[0]
    assert message.subject == 'Hello <a href="https://evil.example">x</a> Bcc: a@evil.example'
    assert '<a href="https://evil.example"' not in message.html


def test_text_is_read_off_the_html() -> None:
    html = "<title>no</title><h1>Big</h1><p>one\n two</p><ul><li>a</li><li>b</li></ul><style>x</style>"
    assert to_text(html) == "Big\n\none two\n\na\n\nb\n"


class Sink:
    """Takes letters over SMTP; refuses the first `refusals`."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.taken: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        if self.refusals:
            self.refusals -= 1
            return "451 later"
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        return "250 OK"


@pytest.fixture
def sink(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """Return a real SMTP server that refuses the first letter, with the post attached to it."""
    taking = Sink(refusals=1)
    port = free_port()
    controller = Controller(taking, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setitem(app.extensions, "facet_post", SmtpPost(app, f"smtp://127.0.0.1:{port}", "Facet <a@b.example>"))
    yield taking
    controller.stop()


def test_a_post_that_refuses_gets_the_letter_later_under_the_same_id(app: Flask, sink: Sink) -> None:
    queue()
    queueing.services.run_due()
    db.session.rollback()
    waiting = db.session.scalars(select(Job).execution_options(populate_existing=True)).one()
    assert (waiting.state, waiting.attempts, sink.taken) == (JobState.waiting, 1, [])
    with db.transaction() as session:
        session.get_one(Job, waiting.id).due_at = waiting.created_at
    queueing.services.run_due()
    message = email.message_from_bytes(sink.taken[0], policy=email.policy.default)
    assert (message["Subject"], message["Message-ID"]) == ("Hello Zoë", f"<{letter().id}@127.0.0.1>")
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines()[2] == "Come & see Zoë."

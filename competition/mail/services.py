"""Queue a letter inside a verb; send it from a job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete

from competition import clock, db, queueing
from competition.mail.interface import Message, Post
from competition.mail.models import Letter, LetterState
from competition.mail.render import render
from config import Settings


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a letter: an address, how to name its owner, and the language to write in."""

    address: str
    name: str = ""
    locale: str = "en"
    person_id: str | None = None


def init_app(app: Flask, post: Post | None) -> None:
    """Attach the post; without one, letters are rendered and kept."""
    app.extensions["facet_post"] = post


def queue_letter(event: str, to: Recipient, *, key: str | None = None, **context: Any) -> None:
    """Put a letter into the outbox of the running transaction; the same `key` never makes a second one.

    `event` is `domain/name`, the template under `templates/mail/`. `context` must be plain JSON. To an address
    that belongs to nobody (`.invalid`, of one who was erased) no letter goes.
    """
    if to.address.endswith(".invalid"):
        return
    letter_id = db.new_id()
    is_new = db.insert_once(
        Letter,
        id=letter_id,
        event=event,
        key=key,
        person_id=to.person_id,
        name=to.name,
        address=to.address,
        locale=to.locale,
        context=context,
        created_at=clock.now(),
    )
    if is_new:
        queueing.schedule("mail.send", letter_id=letter_id)


def forget_letters(person_id: str, address: str) -> None:
    """Delete the letters to a person who is erased, sent or waiting, inside the running transaction."""
    db.session.execute(delete(Letter).where((Letter.person_id == person_id) | (Letter.address == address)))


def send(letter_id: str) -> None:
    """Render a waiting letter and hand it to the post; sending one that has left does nothing.

    The post may get a letter twice if we die between its answer and our commit: its Message-ID is the same.
    """
    letter = db.session.get(Letter, letter_id)
    db.session.rollback()
    if letter is None or letter.state != LetterState.waiting:
        return
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - rendering opens a context of its own
    post: Post | None = app.extensions["facet_post"]
    context = {**letter.context, "recipient_name": letter.name}
    subject, text, html = render(app, letter.event, letter.locale, context)
    if post is not None:
        post.send(_message(app, letter, subject, text, html))
    _mark_sent(letter_id, subject, text if post is None else "", html if post is None else "")


def _message(app: Flask, letter: Letter, subject: str, text: str, html: str) -> Message:
    settings: Settings = app.extensions["facet_settings"]
    message_id = f"<{letter.id}@{settings.host.split(':')[0]}>"
    return Message(message_id, letter.address, subject, text, html, letter.locale)


def _mark_sent(letter_id: str, subject: str, text: str, html: str) -> None:
    """Store the outcome. What the letter said may hold secrets: it is kept only where there is no post."""
    with db.transaction() as session:
        letter = session.get(Letter, letter_id, with_for_update=True, populate_existing=True)
        if letter is None:
            return
        letter.subject, letter.text, letter.html = subject, text, html
        letter.state = LetterState.sent if not text else LetterState.kept
        letter.context = {}
        letter.sent_at = clock.now()

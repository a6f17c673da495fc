"""The letters that the product has sent in a test, and the links in them."""

from __future__ import annotations

import re

from flask import Flask

from competition.mail.interface import MemoryPost, Message
from competition.queueing import services as queueing

_LINK = re.compile(r"https?://[^/\s]+(/\S+)")


def sent_letters(app: Flask) -> list[Message]:
    """Run what is due, and return all letters that went out, oldest first."""
    queueing.run_due()
    post = app.extensions["facet_post"]
    assert isinstance(post, MemoryPost)
    return post.sent


def link_in(letter: Message) -> str:
    """Return the path of a letter's first link."""
    found = _LINK.search(letter.text)
    assert found, letter.text
    return found.group(1)


def last_link(app: Flask) -> str:
    """Return the path of the first link of the newest letter."""
    return link_in(sent_letters(app)[-1])

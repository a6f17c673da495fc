"""The real post: SMTP through Flask-Mailman, from `MAIL_URL` (`smtp://user:password@host:port`, `smtps://…`)."""

from __future__ import annotations

import smtplib
from urllib.parse import unquote, urlsplit

from flask import Flask
from flask_mailman import EmailMultiAlternatives, Mail

from competition import db
from competition.mail.interface import Message, PostUnavailableError

TIMEOUT_SECONDS = 20
_DEFAULT_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


class SmtpPost:
    """Sends over one SMTP connection a letter."""

    def __init__(self, app: Flask, url: str, sender: str) -> None:
        parts = urlsplit(url)
        app.config.update(
            MAIL_SERVER=parts.hostname,
            MAIL_PORT=parts.port or _DEFAULT_PORTS.get(parts.scheme, 25),
            MAIL_USERNAME=unquote(parts.username) if parts.username else None,
            MAIL_PASSWORD=unquote(parts.password) if parts.password else None,
            MAIL_USE_SSL=parts.scheme == "smtps",
            MAIL_USE_TLS=parts.scheme == "smtp+tls",
            MAIL_TIMEOUT=TIMEOUT_SECONDS,
            MAIL_DEFAULT_SENDER=sender,
        )
        self._mail = Mail(app)

    def send(self, message: Message) -> None:
        """Send one letter, as text with an HTML alternative."""
        db.refuse_inside_transaction("mail")
        letter = EmailMultiAlternatives(
            subject=message.subject,
            body=message.text,
            to=[message.to],
            headers={"Message-ID": message.message_id, "Content-Language": message.locale},
        )
        letter.attach_alternative(message.html, "text/html")
        try:
            with self._mail.get_connection() as connection:
                connection.send_messages([letter])
        except (smtplib.SMTPException, OSError) as fault:
            raise PostUnavailableError(str(fault)) from fault

"""Letters: an outbox first, then the post.

A verb calls `queue_letter` inside its transaction; a job renders and sends the letter in its reader's
language, tries again when the post is down, and never sends one twice under the same key.
"""

from competition.mail.models import Letter, LetterState
from competition.mail.services import Recipient, forget_letters, queue_letter

__all__ = ["Letter", "LetterState", "Recipient", "forget_letters", "queue_letter"]

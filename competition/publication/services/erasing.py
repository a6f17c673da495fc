"""What the public keeps of a work whose maker was erased: that an award was given, and to which number."""

from __future__ import annotations

from sqlalchemy import select, update

from competition import db
from competition.entries.queries import makers_of
from competition.entries.services import drop_bytes
from competition.facts import EntryErased, MakerErased, PersonErased
from competition.publication.models import Complaint, PublishedWork
from competition.publication.rules import NO_MAKER, joined
from competition.publication.services.following import sizes_of


def on_entry_erased(fact: EntryErased) -> None:
    """Take name, words and pictures out of a published work; its award and its code stay, with a sentence."""
    db.session.execute(update(Complaint).where(Complaint.entry_id == fact.entry_id).values(text="", answer=""))
    work = db.session.scalar(select(PublishedWork).where(PublishedWork.entry_id == fact.entry_id))
    if work is None:
        return
    pictures = [*work.pictures, *work.withheld.get("pictures", ())]
    drop_bytes([size["public_key"] for picture in pictures for size in sizes_of(picture) if size.get("public_key")])
    work.title, work.maker, work.statement, work.details = work.code, NO_MAKER, "", []
    work.versions, work.withheld = {}, {}
    work.pictures, work.has_pictures, work.is_copied = [], False, True


def on_maker_erased(fact: MakerErased) -> None:
    """Name a published work by those of its makers who are left."""
    work = db.session.scalar(select(PublishedWork).where(PublishedWork.entry_id == fact.entry_id))
    if work is not None:
        work.maker = joined([maker[1] for maker in makers_of([fact.entry_id])[fact.entry_id]], work.locale)


def on_person_erased(fact: PersonErased) -> None:
    """Forget what the person complained of."""
    db.session.execute(update(Complaint).where(Complaint.filed_by == fact.person_id).values(text=""))

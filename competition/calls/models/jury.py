"""Which jurors let a call name them."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from competition import db


class JurorNaming(db.Base):
    """Whether a juror agrees that the public page of a call names him, to which wording, and since when.

    Without a row he was not asked yet, and is not named. What he said before stands in the call's log.
    """

    __tablename__ = "juror_naming"

    call_id: Mapped[str] = mapped_column(ForeignKey("call.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    text_version: Mapped[int]
    agrees: Mapped[bool]
    decided_at: Mapped[db.Instant]

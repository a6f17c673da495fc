"""The honours of a call, with the names of their categories and givers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from competition import db
from competition.calls.models import CallInstitution, Category
from competition.i18n import Texts
from competition.people.models import Institution
from competition.results.models import Honour


@dataclass(frozen=True, slots=True)
class NamedHonour:
    """An honour with what names it; no category where it is open to all, no giver where the call itself gives it."""

    honour: Honour
    category: Texts
    giver: Texts

    @property
    def id(self) -> str:
        """Return the honour's id."""
        return self.honour.id

    @property
    def name(self) -> Texts:
        """Return what it is called: the award of a category may bear the category's name."""
        return self.honour.name or self.category


def honours_of(call_id: str) -> list[NamedHonour]:
    """Return the honours of a call in its order, in one query. Who no longer takes part in the call gives nothing."""
    takes_part = exists().where(
        CallInstitution.call_id == Honour.call_id, CallInstitution.institution_id == Institution.id
    )
    query = (
        select(Honour, Category.name, Institution.name)
        .outerjoin(Category, Category.id == Honour.category_id)
        .outerjoin(Institution, (Institution.id == Honour.giver_id) & takes_part)
        .where(Honour.call_id == call_id)
        .order_by(Honour.position)
    )
    return [NamedHonour(honour, category or {}, giver or {}) for honour, category, giver in db.session.execute(query)]


def rows_of_honours(call_id: str) -> Sequence[Honour]:
    """Return the bare rows of a call's honours in its order."""
    return db.session.scalars(select(Honour).where(Honour.call_id == call_id).order_by(Honour.position)).all()
